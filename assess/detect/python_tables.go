package detect

// pyFramework is a web framework: the calls that make an application, and the port
// that its own development server takes.
type pyFramework struct {
	id     string
	makers []string
	asgi   bool
	port   int
}

func pyFrameworks() []pyFramework {
	return []pyFramework{
		{"flask", []string{"flask.Flask", "apiflask.APIFlask", "flask_openapi3.OpenAPI", "connexion.FlaskApp", "connexion.App"}, false, 5000},
		{"fastapi", []string{"fastapi.FastAPI"}, true, 8000},
		{"sanic", []string{"sanic.Sanic"}, true, 8000},
		{"quart", []string{"quart.Quart"}, true, 5000},
		{"litestar", []string{"litestar.Litestar"}, true, 8000},
		{"aiohttp", []string{"aiohttp.web.Application"}, false, 8080},
		{"tornado", []string{"tornado.web.Application"}, false, 0},
		{"falcon", []string{"falcon.App", "falcon.API", "falcon.asgi.App"}, false, 8000},
		{"bottle", []string{"bottle.Bottle", "bottle.default_app"}, false, 8080},
		{"dash", []string{"dash.Dash"}, false, 8050},
		{"starlette", []string{"starlette.applications.Starlette"}, true, 8000},
		{"celery", []string{"celery.Celery"}, false, 0},
	}
}

// pyServers lists application servers, in the order in which one is taken.
func pyServers() []string {
	return []string{"gunicorn", "uvicorn", "uwsgi", "daphne", "hypercorn", "waitress"}
}

// pyServerModules lists modules whose import, beside a main guard, makes a script a program.
func pyServerModules() []string {
	return []string{
		"flask", "fastapi", "sanic", "quart", "aiohttp.web", "tornado.web", "falcon", "bottle", "starlette", "uvicorn", "grpc", "http.server", "celery",
		"apscheduler", "kafka", "confluent_kafka", "pika", "aio_pika", "rq", "schedule", "streamlit", "gradio", "websockets", "socketserver",
	}
}

// pyService is a kind of backing service with the modules of its clients and the
// packages that hold them.
type pyService struct {
	kind     string
	modules  []string
	packages []string
	driver   bool // loaded by an ORM or a framework, without an import of its own
}

func pyServices() []pyService {
	return []pyService{
		{"postgresql", []string{"psycopg2", "psycopg", "asyncpg", "pg8000", "aiopg", "langchain_google_alloydb_pg", "pgvector"}, []string{"psycopg2", "psycopg2-binary", "psycopg", "asyncpg", "pg8000", "aiopg"}, true},
		{"mysql", []string{"MySQLdb", "pymysql", "mysql.connector", "aiomysql", "asyncmy"}, []string{"mysqlclient", "pymysql", "mysql-connector", "mysql-connector-python", "aiomysql", "asyncmy"}, true},
		{"oracle", []string{"cx_Oracle", "oracledb"}, []string{"cx-oracle", "oracledb"}, true},
		{"sqlserver", []string{"pymssql", "pyodbc", "aioodbc"}, []string{"pymssql", "pyodbc", "mssql-django"}, true},
		{"dameng", []string{"dmPython"}, []string{"dmpython"}, true},
		{"sqlite", []string{"sqlite3", "aiosqlite"}, nil, false},
		{"mongodb", []string{"pymongo", "mongoengine", "motor", "beanie", "flask_pymongo", "djongo"}, []string{"djongo", "flask-mongoengine"}, false},
		{"redis", []string{"redis", "aioredis", "django_redis", "flask_redis", "rq", "rediscluster", "flask_caching.backends.rediscache"}, []string{"django-redis", "channels-redis", "redis-om"}, false},
		{"memcached", []string{"pymemcache", "pylibmc", "memcache"}, []string{"pylibmc", "python-memcached", "pymemcache"}, false},
		{"elasticsearch", []string{"elasticsearch", "elasticsearch_dsl", "django_elasticsearch_dsl", "elasticsearch7"}, []string{"django-elasticsearch-dsl"}, false},
		{"kafka", []string{"kafka", "confluent_kafka", "aiokafka", "faust"}, nil, false},
		{"rabbitmq", []string{"pika", "aio_pika"}, nil, false},
		{"rocketmq", []string{"rocketmq"}, nil, false},
		{"nats", []string{"nats"}, nil, false},
		{"clickhouse", []string{"clickhouse_driver", "clickhouse_connect"}, nil, false},
		{"nacos", []string{"nacos", "v2.nacos"}, nil, false},
		{"consul", []string{"consul"}, nil, false},
		{"etcd", []string{"etcd3"}, nil, false},
		{"zookeeper", []string{"kazoo"}, nil, false},
		{"minio", []string{"minio"}, nil, false},
		{"oss", []string{"oss2", "alibabacloud_oss_v2"}, []string{"django-oss-storage"}, false},
		{"smtp", []string{"smtplib", "flask_mail", "fastapi_mail", "aiosmtplib", "emails"}, []string{"flask-mail"}, false},
		{"ldap", []string{"ldap", "ldap3", "django_auth_ldap"}, nil, false},
		{"neo4j", []string{"neo4j", "py2neo"}, nil, false},
		{"influxdb", []string{"influxdb", "influxdb_client"}, nil, false},
		{"milvus", []string{"pymilvus"}, nil, false},
		{"tdengine", []string{"taos", "taosrest"}, nil, false},
	}
}

// pyEngine maps a value of a setting that names a backend class to the kind of its service.
func pyEngines() map[string]string {
	return map[string]string{
		"django.db.backends.postgresql": "postgresql", "django.db.backends.postgresql_psycopg2": "postgresql", "django.contrib.gis.db.backends.postgis": "postgresql",
		"django.db.backends.mysql": "mysql", "django.contrib.gis.db.backends.mysql": "mysql", "mysql.connector.django": "mysql",
		"django.db.backends.oracle": "oracle", "django.db.backends.sqlite3": "sqlite", "mssql": "sqlserver", "sql_server.pyodbc": "sqlserver",
		"djongo": "mongodb", "dj_db_conn_pool.backends.mysql": "mysql", "dj_db_conn_pool.backends.postgresql": "postgresql",
		"django_prometheus.db.backends.postgresql": "postgresql", "django_prometheus.db.backends.mysql": "mysql",
		"django.core.cache.backends.redis.RedisCache": "redis", "django_redis.cache.RedisCache": "redis", "redis_cache.RedisCache": "redis",
		"channels_redis.core.RedisChannelLayer": "redis", "django.core.cache.backends.memcached.PyMemcacheCache": "memcached",
		"django.core.cache.backends.memcached.PyLibMCCache": "memcached", "django.core.cache.backends.memcached.MemcachedCache": "memcached",
		"haystack.backends.elasticsearch7_backend.Elasticsearch7SearchEngine": "elasticsearch", "haystack.backends.elasticsearch_backend.ElasticsearchSearchEngine": "elasticsearch",
		"haystack.backends.elasticsearch5_backend.Elasticsearch5SearchEngine": "elasticsearch", "django_dmPython": "dameng",
	}
}

// pyPackageNeed tells what a package needs of the system to be built and to run, by
// neutral names.
type pyPackageNeed struct {
	name  string
	build []string
	run   []string
	fonts bool
}

func pyPackageNeeds() []pyPackageNeed {
	return []pyPackageNeed{
		{name: "mysqlclient", build: []string{"mysqlclient", "gcc", "pkg-config"}, run: []string{"mysqlclient"}},
		{name: "psycopg2", build: []string{"libpq", "gcc"}, run: []string{"libpq"}},
		{name: "psycopg", run: []string{"libpq"}},
		{name: "python-ldap", build: []string{"gcc", "openldap"}, run: []string{"openldap"}},
		{name: "pyodbc", build: []string{"gcc", "unixodbc"}, run: []string{"unixodbc"}},
		{name: "pylibmc", build: []string{"gcc", "libmemcached"}, run: []string{"libmemcached"}},
		{name: "uwsgi", build: []string{"gcc"}},
		{name: "cx-oracle", run: []string{"oracle-instantclient", "libaio"}},
		{name: "xmlsec", build: []string{"gcc", "xmlsec", "pkg-config"}, run: []string{"xmlsec"}},
		{name: "weasyprint", run: []string{"pango", "cairo", "gdk-pixbuf"}, fonts: true},
		{name: "cairosvg", run: []string{"cairo"}, fonts: true},
		{name: "pycairo", build: []string{"gcc", "cairo", "pkg-config"}, run: []string{"cairo"}},
		{name: "pdfkit", run: []string{"wkhtmltopdf"}, fonts: true},
		{name: "imgkit", run: []string{"wkhtmltopdf"}, fonts: true},
		{name: "opencv-python", run: []string{"libgl", "glib"}},
		{name: "opencv-contrib-python", run: []string{"libgl", "glib"}},
		{name: "pydub", run: []string{"ffmpeg"}},
		{name: "ffmpeg-python", run: []string{"ffmpeg"}},
		{name: "moviepy", run: []string{"ffmpeg"}},
		{name: "python-magic", run: []string{"libmagic"}},
		{name: "wand", run: []string{"imagemagick"}},
		{name: "pytesseract", run: []string{"tesseract"}},
		{name: "pdf2image", run: []string{"poppler"}},
		{name: "graphviz", run: []string{"graphviz"}},
		{name: "pyzbar", run: []string{"zbar"}},
		{name: "gitpython", run: []string{"git"}},
		{name: "playwright", run: []string{"chromium"}, fonts: true},
		{name: "selenium", run: []string{"chromium"}, fonts: true},
		{name: "pyppeteer", run: []string{"chromium"}, fonts: true},
		{name: "matplotlib", fonts: true},
		{name: "reportlab", fonts: true},
		{name: "wordcloud", fonts: true},
		{name: "captcha", fonts: true},
		{name: "django-simple-captcha", fonts: true},
		{name: "fpdf2", fonts: true},
		{name: "xhtml2pdf", fonts: true},
	}
}

// pyConsumers lists calls that work until they are told to stop, by the module that
// must be imported; "" for none.
func pyConsumers() map[string]string {
	return map[string]string{
		"start_consuming": "pika", "run_forever": "", "serve_forever": "", "wait_for_termination": "grpc", "KafkaConsumer": "kafka",
		"kafka.KafkaConsumer": "kafka", "confluent_kafka.Consumer": "confluent_kafka", "aiokafka.AIOKafkaConsumer": "aiokafka",
		"BlockingScheduler": "apscheduler", "run_pending": "schedule", "rq.Worker": "rq", "subscribe": "redis", "psubscribe": "redis",
		"blpop": "redis", "brpop": "redis", "xread": "redis", "xreadgroup": "redis", "worker_main": "celery", "arq.run_worker": "arq",
	}
}
