package dockerfile_test

import (
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func pythonComponent(name, version, tool, framework string) assess.Component {
	c := assess.Component{Name: name, Workload: assess.Web, Packaging: "source", Language: assess.Versioned{ID: "python", Version: version}}
	c.BuildTool, c.Framework = assess.Versioned{ID: tool}, assess.Versioned{ID: framework}
	return c
}

func pythonCases() []goldenCase {
	return []goldenCase{
		{name: "pip-worker", w: workload(pythonComponent("worker", "3.11", "pip", ""), facts(
			fact.BuildFile, "requirements.txt", fact.Tests, fact.Command("python", "-m", "pytest"), fact.GracefulShutdown, "true",
			fact.PythonTestFile, "requirements-dev.txt", fact.PythonTestFile, "requirements/test.txt",
		), func(w *generate.Workload) {
			w.Build.Start, w.Build.Tests, w.Ports, w.Build.TimeZone = []string{"python", "-m", "worker"}, true, nil, "Asia/Shanghai"
			w.Volumes = append(w.Volumes, generate.Volume{Path: "/app/invoices"})
		})},
		{name: "pip-django-static-en", lang: i18n.EN, w: workload(pythonComponent("blog", "3.10", "pip", "django"), facts(
			fact.BuildFile, "requirements.txt", fact.BuildFile, "requirements/base.txt", fact.PythonStatic, "true", fact.PythonApp, "blog.wsgi:application",
			fact.StartBefore, fact.Command("python", "manage.py", "migrate"), fact.StartBefore, fact.Command("python", "manage.py", "compress", "--force"), fact.StartBefore, fact.Command("python", "manage.py", "compilemessages"),
			fact.BuildPackage, "mysqlclient", fact.BuildPackage, "gcc", fact.BuildPackage, "pkg-config",
		), func(w *generate.Workload) {
			w.Build.Start, w.Build.Packages = []string{"python", "manage.py", "runserver", "0.0.0.0:8080"}, []string{"mysqlclient"}
			w.Secrets = []generate.Secret{{Name: "DJANGO_SECRET_KEY", Key: "django-secret-key"}}
		})},
		{name: "pip-fastapi-no-server", w: workload(pythonComponent("api", "3.12", "pip", "fastapi"), facts(
			fact.BuildFile, "requirements.txt", fact.PythonApp, "app.main:app"), nil)},
		{name: "pip-flask-bare-gunicorn", w: workload(pythonComponent("flasky", "3.11", "pip", "flask"), facts(
			fact.BuildFile, "requirements.txt", fact.PythonServer, "gunicorn", fact.PythonApp, "flasky:app", fact.PythonInstalled, "gunicorn"), starts("gunicorn", "--user=root", "-g", "root", "--daemon", "flasky:app"))},
		{name: "pip-server-of-old-image", w: workload(pythonComponent("blog", "3.11", "pip", "django"), append(facts(
			fact.BuildFile, "requirements.txt", fact.PythonInstalled, "gunicorn[gevent]", fact.PythonInstalled, "psycogreen==1.0.2", fact.PythonApp, "blog.wsgi:application",
			fact.Start, fact.Command("python", "manage.py", "runserver"), fact.Start, fact.Command("gunicorn", "--chdir", "site", "blog.wsgi"),
		), fact.New(fact.PythonServer, "gunicorn", fact.FromStart, "deploy/entrypoint.sh", 36)), starts("gunicorn", "blog.wsgi:application", "--user=root", "--group=root", "--log-level=debug",
			"--log-file=/var/log/g.log", "--access-logfile", "/var/log/a.log", "--pid", "/run/g.pid", "--chdir", "/srv/blog/site", "--worker-class", "gevent"))},
		{name: "pip-django-front-end", w: workload(pythonComponent("blog", "3.11", "pip", "django"), facts(
			fact.BuildFile, "requirements.txt", fact.PythonStatic, "true", fact.PythonApp, "blog.wsgi:application", fact.PythonServer, "gunicorn",
			fact.BuildOutside, fact.Outside{Dir: "frontend", Output: "blog/static/dist", Tool: "npm", Lock: "frontend/package-lock.json", Command: []string{"npm", "run", "build"}}.Value(),
		), starts("gunicorn", "blog.wsgi:application"))},
		{name: "pip-project-script", w: workload(pythonComponent("agent", "3.13", "pip", ""), facts(
			fact.BuildFile, "pyproject.toml", fact.GracefulShutdown, "false"), starts("shop-agent", "--listen", "127.0.0.1:8080"))},
		{name: "poetry-flask", w: workload(pythonComponent("flask-app", "3.9", "poetry", "flask"), facts(
			fact.BuildFile, "pyproject.toml", fact.BuildFile, "poetry.lock", fact.BuildLockFile, "poetry.lock", fact.PythonServer, "gunicorn", fact.PythonApp, "app:create_app()",
			fact.Tests, fact.Command("python", "-m", "pytest"),
		), func(w *generate.Workload) {
			w.Build.Start, w.Build.Tests = []string{"gunicorn", "--bind", "127.0.0.1:8080", "app:create_app()"}, true
		})},
		{name: "uv-monorepo", w: workload(pythonComponent("svc", "3.13", "uv", "fastapi"), facts(
			fact.BuildFile, "pyproject.toml", fact.BuildFile, "uv.lock", fact.BuildFile, "services/svc/pyproject.toml", fact.BuildLockFile, "uv.lock", fact.BuildModule, "services/svc",
			fact.PythonServer, "uvicorn", fact.PythonApp, "svc.main:app", fact.PythonExtras, "postgres", fact.BuildNeeds, "libs/core",
		), starts("uvicorn", "--host", "0.0.0.0", "--port", "8080", "svc.main:app"))},
		{name: "pipenv-old-no-lock", w: workload(pythonComponent("legacy", "3.7", "pipenv", "flask"), facts(
			fact.BuildFile, "Pipfile", fact.PythonApp, "legacy:app"), func(w *generate.Workload) { w.Build.Locale = "zh_CN.GB18030" })},
		{name: "pipenv-lock", w: workload(pythonComponent("jobs", "3.11", "pipenv", "celery"), facts(
			fact.BuildFile, "Pipfile", fact.BuildFile, "Pipfile.lock", fact.BuildLockFile, "Pipfile.lock"), func(w *generate.Workload) {
			w.Build.Start, w.Ports = []string{"celery", "-A", "jobs", "worker"}, nil
		})},
	}
}
