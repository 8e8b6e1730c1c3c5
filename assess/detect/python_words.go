package detect

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/python"
	"github.com/gantry-ack/gantry/assess/internal/words"
)

// pyReaders returns a reader for each call of parallel.
func pyReaders() []*python.Reader {
	files := pyFileWords()
	inFiles, inFunctions := words.New(files...), words.New(append(files, pyFunctionWords()...)...)
	modules := pyModulesOfInterest()
	out := make([]*python.Reader, workers())
	for i := range out {
		out[i] = &python.Reader{
			Files: inFiles,
			Words: inFunctions,
			Module: func(name string) bool {
				return slices.ContainsFunc(modules, func(m string) bool { return pyModuleIs(name, m) })
			},
		}
	}
	return out
}

// pyModulesOfInterest lists modules whose functions tell something wherever they are
// called; those of web frameworks are called everywhere.
func pyModulesOfInterest() []string {
	out := []string{"grpc", "http.server", "socketserver", "websockets", "signal", "prometheus_client", "zoneinfo", "pytz", "eventlet", "wsgiref"}
	for _, s := range pyServices() {
		out = append(out, s.modules...)
	}
	return out
}

// pyFileWords lists words of which a file has one that may say how the program runs,
// so that the many which do not are never parsed.
func pyFileWords() []string {
	list := []string{
		"environ", "getenv", "env(", "env.", "://", "DATABASES", "INSTALLED_APPS", "port=", "_PORT", "PORT =", "PORT=", "port =", "HOST", "__main__", "BaseSettings",
		"filename=", "FileHandler", "Flask(", "FastAPI(", "Celery(", "_application(", "/health", "health/", "/ping", "/ready", "/live", "signal.SIG", "subprocess", "os.system",
		"makedirs", "ZoneInfo", "timezone(", "while not", "while True", "while self", "_port(", "bind =", "TIME_ZONE", "add_job", "schedule", "prometheus", "ImageFont", "ImageDraw", "create_app", "load_dotenv", "from_pyfile", "UPLOAD",
		"Server((", ".listen(", "DJANGO_SETTINGS", "_URL", "_URI", "flask_", "smtp", "launch(", "streamlit", "Application(",
	}
	for _, s := range pyServices() {
		for _, m := range s.modules {
			root, _, _ := strings.Cut(m, ".")
			list = append(list, "import "+root, "from "+root)
		}
	}
	for _, fw := range pyFrameworks() {
		for _, m := range fw.makers {
			list = append(list, m[strings.LastIndexByte(m, '.')+1:]+"(")
		}
	}
	return list
}

// pyFunctionWords lists further words that make a function worth reading in such a file.
func pyFunctionWords() []string {
	list := []string{
		"run(", "run_app(", "serve(", "run_simple(", "start_server(", "create_server(", "make_server(", "Server(", "start_http_server", "start_wsgi_server", "listen(", "bind(",
		"\"health", "'health", "\"ping", "'ping", "\"live", "'live", "\"ready", "'ready", "SIGTERM", "add_argument(", "option(", "define(", "metrics", "add_signal_handler", "os.popen", "shutil.which", "gettz", "beat_schedule", "add_HealthServicer",
		"add_url_rule", "add_api_route", "add_get(", "add_route", "path(", "url(", "Route(", "add_resource", "mount(",
		"mkdir", "write_text", "write_bytes", "NamedTemporaryFile", "mkstemp", "open(", "from_file", "from_json", "fileConfig", "read_env", "read_text",
		".ini", ".cfg", ".toml", ".conf\"", ".conf'", ".yaml", ".yml", ".properties", "UPLOAD", "ENGINE",
	}
	for name := range pyConsumers() {
		list = append(list, name[strings.LastIndexByte(name, '.')+1:])
	}
	slices.Sort(list)
	return list
}
