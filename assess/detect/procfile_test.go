package detect

import (
	"slices"
	"testing"
)

func TestProcfile(t *testing.T) {
	text := "web: heroku-php-apache2 public/\nworker: php artisan queue:work\nrelease: php artisan migrate\n# none\nall: php startup.php && heroku-php-apache2 public/\nchat: vendor/bin/heroku-php-nginx\n"
	var got []string
	for _, p := range procfile(text) {
		got = append(got, p.name)
	}
	if want := []string{"worker"}; !slices.Equal(got, want) {
		t.Errorf("processes are %v, want %v", got, want)
	}
}
