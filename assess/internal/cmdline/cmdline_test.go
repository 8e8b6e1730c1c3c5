package cmdline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
)

// show prints facts as key=value, with the confidence when it is not high.
func show(fs fact.Set) []string {
	var out []string
	for _, f := range fs {
		s := f.Key + "=" + f.Value
		if f.Confidence != fact.High {
			s += " (" + string(f.Confidence) + ")"
		}
		out = append(out, s)
	}
	return out
}

func TestAnalyze(t *testing.T) {
	for _, c := range []struct {
		line string
		want string // facts, one a line
	}{
		{"java -Xmx200m -jar /app/account.jar", `
			start=["java","-Xmx200m","-jar","/app/account.jar"]
			memory.heap-max=200Mi`},
		{"nohup java -Xms512m -Xmx1g -Duser.timezone=Asia/Shanghai -Dfile.encoding=GBK -jar a.jar --server.port=9000 --spring.profiles.active=prod,db > out.log 2>&1 &", `
			start=["java","-Xms512m","-Xmx1g","-Duser.timezone=Asia/Shanghai","-Dfile.encoding=GBK","-jar","a.jar","--server.port=9000","--spring.profiles.active=prod,db"]
			port=9000/http
			memory.heap-max=1Gi
			time-zone=Asia/Shanghai
			charset=GBK
			profile=prod
			profile=db`},
		{"java -Dserver.port=$PORT $JAVA_OPTS -jar target/shop.jar", `
			start=["java","-Dserver.port=${PORT}","-jar","target/shop.jar"] (medium)`},
		{"java -cp app:app/lib/* com.example.Application", `
			start=["java","-cp","app:app/lib/*","com.example.Application"]
			java.main-class=com.example.Application`},
		{"java org.springframework.boot.loader.launch.JarLauncher", `
			start=["java","org.springframework.boot.loader.launch.JarLauncher"]`},
		{"java -version", ""},
		{"java -jar app.jar --spring.datasource.password=hunter2", `
			start=["java","-jar","app.jar","--spring.datasource.password=***"] (low)`},
		{"PORT=3000 NODE_ENV=production node server.js", `
			start=["node","server.js"]
			port=3000/http (medium)
			profile=production`},
		{"node --max-old-space-size=4096 dist/main.js --port 3001", `
			start=["node","--max-old-space-size=4096","dist/main.js","--port","3001"]
			port=3001/http`},
		{"npm run dev", ""},
		{"npm run start:prod", `start=["npm","run","start:prod"]`},
		{"npm run build", ""},
		{"yarn serve", ""},
		{"nodemon --inspect=0.0.0.0 server.js", ""},
		{"npx next start -p 4000", `
			start=["next","start","-p","4000"]
			port=4000/http`},
		{"pm2 start app.js --name shop -i max", `start=["pm2","start","app.js","--name","shop","-i","max"]`},
		{"exec gunicorn -b :5000 --access-logfile - --error-logfile - flasky:app", `
			start=["gunicorn","-b",":5000","--access-logfile","-","--error-logfile","-","flasky:app"]
			port=5000/http
			python.server=gunicorn
			python.app=flasky:app`},
		{"gunicorn --config gunicorn.conf.py gettingstarted.wsgi", `
			start=["gunicorn","--config","gunicorn.conf.py","gettingstarted.wsgi"]
			config.file=gunicorn.conf.py
			python.server=gunicorn
			python.app=gettingstarted.wsgi:application`},
		{`gunicorn app:create_app\(\) --bind=unix:/run/app.sock --user=www`, `
			start=["gunicorn","app:create_app()","--bind=unix:/run/app.sock","--user=www"]
			run-user=www
			python.server=gunicorn
			python.app=app:create_app()`},
		{"uvicorn main:app --host 0.0.0.0 --port 8000 --root-path /api", `
			start=["uvicorn","main:app","--host","0.0.0.0","--port","8000","--root-path","/api"]
			port=8000/http
			context-path=/api
			python.server=uvicorn
			python.app=main:app`},
		{"uvicorn main:app --reload", `
			python.server=uvicorn
			python.app=main:app`},
		{"python3.11 -m uvicorn main:app --port=8001", `
			start=["python3.11","-m","uvicorn","main:app","--port=8001"]
			port=8001/http
			python.server=uvicorn
			python.app=main:app`},
		{"python manage.py runserver 0.0.0.0:8000", `
			start=["python","manage.py","runserver","0.0.0.0:8000"] (low)
			port=8000/http`},
		{"python manage.py migrate", ""},
		{"celery -A proj worker -B -l info", `
			start=["celery","-A","proj","worker","-B","-l","info"]
			workload=worker
			schedule=celery-beat`},
		{"uwsgi --http :8000 --module shop.wsgi:application", `
			start=["uwsgi","--http",":8000","--module","shop.wsgi:application"]
			port=8000/http
			python.server=uwsgi
			python.app=shop.wsgi:application`},
		{"waitress-serve --listen=*:8041 app:wsgi", `
			start=["waitress-serve","--listen=*:8041","app:wsgi"]
			port=8041/http
			python.server=waitress
			python.app=app:wsgi`},
		{"./server -c config.yaml -port 8888", `
			start=["./server","-c","config.yaml","-port","8888"]
			port=8888/tcp
			config.file=config.yaml`},
		{"/bin/echo --port 80", `port=80/tcp`},
		{"su-exec app:app /opt/bin/shop --listen=:8080", `
			start=["/opt/bin/shop","--listen=:8080"]
			port=8080/tcp
			run-user=app`},
		{`su - deploy -c "java -Xmx2g -jar /opt/shop.jar"`, `
			start=["java","-Xmx2g","-jar","/opt/shop.jar"]
			memory.heap-max=2Gi
			run-user=deploy`},
		{`bash -c 'cd /app && exec node index.js'`, `start=["node","index.js"]`},
		{"wait-for-it.sh db:5432 -- uvicorn a:b", `
			start=["uvicorn","a:b"]
			python.server=uvicorn
			python.app=a:b`},
		{"dotnet Shop.dll --urls http://+:5000;https://+:5001", ""}, // two commands: the shell would see it so too
		{`dotnet Shop.dll --urls "http://+:5000;https://+:5001"`, `
			start=["dotnet","Shop.dll","--urls","http://+:5000;https://+:5001"]
			port=5000/http
			port.https=5001/https`},
		{"php -S 0.0.0.0:8000 -t public", `
			start=["php","-S","0.0.0.0:8000","-t","public"]
			port=8000/http`},
		{"mvn spring-boot:run", ""},
		{"/opt/tomcat/bin/catalina.sh run", `start=["/opt/tomcat/bin/catalina.sh","run"]`},
		{"", ""},
		{"java -jar", ""},
		{"sudo", ""},
		{"gunicorn", `
			start=["gunicorn"]
			python.server=gunicorn`},
	} {
		t.Run(c.line, func(t *testing.T) {
			var got []string
			if line, ok := Words(c.line, nil); ok {
				got = show(Analyze(line).Facts(fact.FromStart, "f", 1))
			}
			var want []string
			for l := range strings.Lines(c.want) {
				if l = strings.TrimSpace(l); l != "" {
					want = append(want, l)
				}
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("facts (-want +got):\n%s", d)
			}
		})
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"variables and continued lines", `
APP=shop.jar   # which
OPTS="-Xmx1g -Dx=1"
cd /opt/app
java $OPTS \
  -jar "$APP" $NOT_SET "$@" &
`, `4 cd|/opt/app
5 /opt/app java|-Xmx1g|-Dx=1|-jar|shop.jar &`},
		{"defaults", "server --port ${PORT:-8080} ${X:=a b}\n", "1 server|--port|8080|a|b"},
		{"functions and conditions", `
start() { if [ -z "$P" ]; then nohup node app.js >/dev/null 2>&1 & fi; }
case $1 in start) start;; esac
`, `2 [|-z|${P}|] ?
2 nohup|node|app.js &
3 start`},
		{"what is not known stays", "java -jar $HOME/a.jar $(date) `pwd`/b\n", "1 java|-jar|${HOME}/a.jar|$(date)|`pwd`/b ?"},
		{"quotes", `echo 'a $b' "c \"d\" $e" f\ g` + "\n", `1 echo|a $b|c "d" ${e}|f g ?`},
		{"export and assignment in front", "export A=1\nB=$A C=x node $A\n", "1 A=1\n2 node|1"},
		{"windows line ends", "A=1\r\nnode $A\r\n", "1 A=1\n2 node|1"},
		{"here document", "cat <<EOF\njava -jar no.jar\nEOF\nnode a\n", "1 cat\n4 node|a"},
		{"broken", "if true; then\nnode a.js\n", "1 true\n2 node|a.js"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := Parse(c.in)
			var got []string
			for _, v := range s.Vars {
				if c.name != "variables and continued lines" {
					got = append(got, fmt.Sprintf("%d %s=%s", v.Line, v.Name, v.Value))
				}
			}
			for _, l := range s.Lines {
				text := fmt.Sprintf("%d ", l.Line)
				if l.Dir != "" {
					text += l.Dir + " "
				}
				text += strings.Join(l.Args, "|")
				if l.Background {
					text += " &"
				}
				if l.Open {
					text += " ?"
				}
				got = append(got, text)
			}
			if d := cmp.Diff(c.want, strings.Join(got, "\n")); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestParseHostile(t *testing.T) {
	for name, in := range map[string]string{
		"grows":   "A=xxxxxxxx\n" + strings.Repeat("A=$A$A\n", 1000),
		"parens":  strings.Repeat("(", 1000),
		"nested":  strings.Repeat("$(", 1000),
		"large":   strings.Repeat("x\n", MaxScript),
		"ifs":     strings.Repeat("if ", 20000),
		"bangs":   strings.Repeat("! ", 20000),
		"strings": strings.Repeat("\"`", 20000),
		"braces":  "echo ${a:-" + strings.Repeat("${b:-", 150) + strings.Repeat("}", 151),
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := Parse(in)
			size := 0
			for _, v := range s.Vars {
				size += len(v.Value)
			}
			if size > 2*maxExpanded {
				t.Errorf("variables of %d bytes", size)
			}
		})
	}
}

func TestValueMasks(t *testing.T) {
	for _, c := range []struct{ name, value, want string }{
		{"DB_PASSWORD", "hunter2", ""},
		{"DB_HOST", "mysql", "mysql"},
		{"DATABASE_URL", "postgres://u:hunter2@db:5432/x", "postgres://u:***@db:5432/x"},
		{"DATABASE_URL", "postgres://u:${PW}@db/x", "postgres://u:${PW}@db/x"},
		{"ConnectionStrings__Db", "Server=db;User Id=sa;Password=hunter2;Encrypt=false", "Server=db;User Id=sa;Password=***;Encrypt=false"},
		{"JDBC", "jdbc:mysql://db/x?user=a&password=hunter2&useSSL=false", "jdbc:mysql://db/x?user=a&password=***&useSSL=false"},
		{"OSS", "LTAIabcdefghijklmnop", "***"},
	} {
		if got := Value(c.name, c.value); got != c.want {
			t.Errorf("%s=%s: %q, want %q", c.name, c.value, got, c.want)
		}
	}
	args, masked := Args([]string{"redis-server", "--requirepass", "x", "--db-password", "hunter2", "--api-key=hunter2", "--port", "1"})
	if s := strings.Join(args, " "); strings.Contains(s, "hunter2") || !masked {
		t.Errorf("arguments %q", s)
	}
}

func FuzzAnalyze(f *testing.F) {
	f.Add("A=1 exec java -Xmx1g -jar ${X:-a}.jar --server.port=1 &")
	f.Add("su - x -c 'sh -c \"node a.js\"'")
	f.Add("celery -A x worker && python -m gunicorn -b [::]:80 a:b")
	f.Fuzz(func(t *testing.T, in string) {
		s, _ := Parse(in)
		for _, l := range s.Lines {
			for _, x := range Analyze(l).Facts(fact.FromStart, "f", l.Line) {
				if x.Value == "" || x.Key == fact.Start && fact.Args(x.Value) == nil {
					t.Errorf("empty fact %+v", x)
				}
			}
		}
	})
}

func TestSteps(t *testing.T) {
	for name, c := range map[string]struct {
		script string
		want   [][]string
	}{
		"django": {"python manage.py wait_for_db && python3 manage.py migrate --noinput\npython manage.py collectstatic --noinput && echo done && ls -la x\npython manage.py runserver",
			[][]string{{"python3", "manage.py", "migrate", "--noinput"}, {"python", "manage.py", "collectstatic", "--noinput"}}},
		"other tools": {"poetry run alembic upgrade head; flask db upgrade; npx prisma migrate deploy; python -m alembic upgrade head",
			[][]string{{"alembic", "upgrade", "head"}, {"flask", "db", "upgrade"}, {"prisma", "migrate", "deploy"}, {"python", "-m", "alembic", "upgrade", "head"}}},
		"scripts by their names":          {"python /app/prestart.py; npm run db:migrate; node seed.js", [][]string{{"python", "/app/prestart.py"}, {"npm", "run", "db:migrate"}, {"node", "seed.js"}}},
		"each once":                       {"flask db upgrade; flask db upgrade", [][]string{{"flask", "db", "upgrade"}}},
		"builds and waiting are no steps": {"npm ci && npm run build; pip install -r r.txt; sleep 3; until nc -z db 3306; do sleep 1; done; python manage.py test; cd /app; node server.js; alembic", nil},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Parse(c.script)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, Steps(s.Lines)); d != "" {
				t.Errorf("steps (-want +got):\n%s", d)
			}
		})
	}
}
