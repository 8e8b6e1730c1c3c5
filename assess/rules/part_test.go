package rules

import "testing"

func TestPartOf(t *testing.T) {
	for name, want := range map[string]Part{
		"src/main/java/com/example/demo/App.java":      Main,
		"src/main/java/com/shop/test/Probe.java":       Main,
		"src/main/resources/application.yml":           Main,
		"src/test/java/com/shop/AppTest.java":          Tests,
		"src/test/resources/application.yml":           Tests,
		"app/views.py":                                 Main,
		"app/tests/test_views.py":                      Tests,
		"app/test_views.py":                            Tests,
		"conftest.py":                                  Tests,
		"store/store_test.go":                          Tests,
		"store/testdata/x.go":                          Tests,
		"src/app.spec.ts":                              Tests,
		"src/__tests__/app.ts":                         Tests,
		"src/latest/app.ts":                            Main,
		"src/contest/app.py":                           Main,
		"integration-tests/pom.xml":                    Tests,
		"e2e/login.ts":                                 Tests,
		"spec/models/user_spec.rb":                     Tests,
		"mock/user.js":                                 Tests,
		"docs/deploy.yml":                              Docs,
		"examples/shop/main.go":                        Docs,
		"README.md":                                    Docs,
		"app/guide.md":                                 Docs,
		".env.example":                                 Docs,
		"config/settings.sample.yml":                   Docs,
		".github/workflows/ci.yml":                     Docs,
		"vendor/autoload.php":                          "",
		"app/Http/Controllers/Vendor/List.php":         Main,
		"src/main/java/com/shop/vendor/Vendor.java":    Main,
		"third_party/zlib/zlib.go":                     "",
		"public/js/jquery-3.6.0.min.js":                "",
		"src/main/webapp/js/vue.js":                    "",
		"src/main/resources/static/lib/own/helper.js":  "",
		"src/utils/axios.js":                           Main,
		"src/plugins/axios.js":                         Main,
		"vue.config.js":                                Main,
		"static/ueditor/ueditor.config.js":             "",
		"public/app.3f2a9c1b.js":                       "",
		"gradlew":                                      "",
		"Dockerfile":                                   Main,
		"scripts/start.sh":                             Main,
		"src/main/java/com/shop/ueditor/Upload.java":   Main,
		"Shop.Tests/OrderTests.cs":                     Tests,
		"src/Shop.UnitTests/Order.cs":                  Tests,
		"src/stories/Button.stories.tsx":               Docs,
		"app/src/main/java/com/shop/sample/Color.java": Main,
	} {
		if got := partOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestIsConfig(t *testing.T) {
	for name, want := range map[string]bool{
		"src/main/resources/application.yml":         true,
		"src/main/resources/application-prod.yml":    true,
		"bootstrap.properties":                       true,
		".env":                                       true,
		".env.production":                            true,
		"config/default.json":                        true,
		"config.json":                                true,
		"Shop/appsettings.json":                      true,
		"Shop/Web.config":                            true,
		"config.toml":                                true,
		"conf/app.ini":                               true,
		"config/database.yml":                        true,
		"package.json":                               false,
		"package-lock.json":                          false,
		"tsconfig.app.json":                          false,
		"docker-compose.yml":                         false,
		"deploy/order/deployment.yaml":               false,
		"k8s/config.yaml":                            false,
		".github/workflows/build.yml":                false,
		"src/main/resources/messages.properties":     false,
		"src/main/resources/i18n/x_zh_CN.properties": false,
		"locales/en.yml":                             false,
		"swagger.json":                               false,
		"data/cities.json":                           false,
		"nginx.conf":                                 false,
		"pyproject.toml":                             false,
		"log4j.properties":                           false,
		"pnpm-lock.yaml":                             false,
	} {
		if got := isConfig(name, 1000); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if isConfig("config.json", maxConfig+1) {
		t.Error("data of any size is configuration")
	}
}

func TestDeveloperFiles(t *testing.T) {
	for name, want := range map[string]Part{
		"docker/docker-compose-dev.yml":       Tests,
		"docker-compose.local.yaml":           Tests,
		"docker-compose.override.yml":         Tests,
		"shop-ci.yml":                         Tests,
		"docker/Dockerfile-local-interpreter": Tests,
		"docker/Dockerfile-deb":               Tests,
		"docker-compose.yml":                  Main,
		"docker-compose-production.yml":       Main,
		"docker/Dockerfile-static":            Main,
		"Dockerfile.debian":                   Main,
		"src/assets.mocks.ts":                 Tests,
	} {
		if got := partOf(name); got != want {
			t.Errorf("%s belongs to %q, want %q", name, got, want)
		}
	}
}
