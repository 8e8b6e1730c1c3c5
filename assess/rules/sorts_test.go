package rules

import (
	"testing"
)

// TestSorts holds the sorts to texts as they stand in programs and configuration, near misses above all.
func TestSorts(t *testing.T) {
	for _, c := range []struct {
		sort    Sort
		are, no []string
	}{
		{AbsolutePath,
			[]string{"/data/upload/files", "/data/upload/", "/home/admin/app/logs", "/var/log/app.log", "/opt/app", "/etc/app.conf", "/mnt/nas", "/usr/local/tomcat", "/data/{}/x", "/app/config.properties", "file:/data/upload/x", "file:///opt/app", "/u01/oracle", "/data1/x", "/tmp/x"},
			[]string{"/", "/api/users", "/home", "/home/index", "/data/list", "/app/users/:id", "/users/{id}", "//cdn/x", "/login", "/data/list.json", "/files?id=1", "/dev/null", "data/x", "/data/**", "/etc passwd is", "", "/swagger-ui/index.html", "/web/index"}},
		{WindowsPath,
			[]string{`C:\temp\x`, `D:/upload/x`, `D:\`, `d:/upload`, `\\fileserver\share\x`, `file:///D:/x/y`, `E:\data\{}.txt`},
			[]string{`http://x`, `c://x`, `\\d+\\w+`, `\d\w`, `a:b`, `C:`, `C:x`, "x C:\\temp", `\\n\\t`, "k:/"[:2]}},
		{TempPath,
			[]string{"/tmp", "/tmp/x.txt", "/var/tmp/a", `C:\Temp\x`, "java.io.tmpdir", "file:/tmp/a"},
			[]string{"/tmpl", "/temp", "/template/x", "/tmp is full", "tmp", "/data/tmp/x"}},
		{IPAddress,
			[]string{"10.1.2.3", "192.168.1.10", "http://10.1.2.3:8080/x", "10.1.2.3:3306", "jdbc:mysql://172.16.0.5:3306/shop", "jdbc:oracle:thin:@10.1.1.9:1521:orcl", "Server=10.0.0.7;Database=x", "10.0.0.1:2181,10.0.0.2:2181", "redis://:pw@10.0.0.1:6379/0", "http://10.0.0.1:{}/x", "114.114.114.114", "[fd00::1]:80", "host=10.0.0.8 port=5432 dbname=x", "8.8.8.8", "http://192.168.1.0:80", "http://user:p@10.1.2.3/x"},
			[]string{"127.0.0.1", "0.0.0.0", "0.0.0.0:8080", "255.255.255.0", "1.2.3.4", "1.0.0.0", "4.1.0.0", "2.5.4.3", "10.0.0.0/8", "192.168.0.0/16", "10.0.0.0", "192.0.2.1", "::1", "::", "10.1.2", "10.1.2.3.4", "10.1.2.256", "http://{}:8080", "connect to 10.1.2.3 failed", "12:30:45", "11.2.0.4", "http://127.0.0.1:80", "v10.1.2.3", "localhost", "10.0.0.1-alpha"}},
		{LoopbackURL,
			[]string{"http://localhost:8080", "http://localhost", "localhost:6379", "127.0.0.1:3306", "jdbc:mysql://localhost:3306/shop", "jdbc:mysql://127.0.0.1/shop?x=y", "redis://127.0.0.1", "Server=localhost;Database=x", "Data Source=.;Initial Catalog=x", "Server=(localdb)\\mssqllocaldb;Database=x", "http://[::1]:80/", "localhost:{}", "mongodb://u:p@localhost:27017/x", "jdbc:oracle:thin:@localhost:1521:xe"},
			[]string{"localhost", "127.0.0.1", "::1", "http://localhost.example.com", "http://{}:8080", "jdbc:mysql://{}:3306/x", "mylocalhost:80", "see localhost:80 for more", "jdbc:h2:mem:test", "http://myhost?next=localhost:80"}},
		{PlainSecret,
			[]string{"123456", "root", "Admin@123", "s3cr3tP4ss", "AKIAIOSFODNN7ABCDEFG", "LTAI5tQnKxAbCdEf", "abcd1234", "eyJhbGciOiJIUzI1NiJ9.abc.def"},
			[]string{"", "abc", "{}", "x{}", "changeme", "your_password", "your-secret-key", "<password>", "******", "xxxxxxxx", "ENC(abc)", "{cipher}abc", "vault:secret/x", "$2a$10$abcdefg", "/run/secrets/db", "DB_PASSWORD", "accessToken", "password", "user.password.not.match", "api_key", "true", "null", "Please enter it", "请输入密码", "https://auth/x.y/token", "client_secret", "token", "example-key", "refresh_token", "Authorization", "current-password"}},
		{Cron,
			[]string{"0 0 2 * * ?", "*/5 * * * *", "0 0/30 8-18 * * MON-FRI", "@daily", "0 0 12 1/5 * ? 2030", "0 15 10 L * ?", "0 15 10 ? * 6L"},
			[]string{"1 2 3 4 5", "a * b * c", "* *", "0 0 2 * *  and more words", "select * from x y", "1 0 0 1 0 0"}},
		{URL,
			[]string{"http://order:8080/x", "https://api.shop.com", "http://10.1.2.3"},
			[]string{"http://", "http://{}", "ftp://x.y", "http://www.w3.org/2001/XMLSchema", "http://java.sun.com/xml/ns", "/x", "see http://x.y", "http://example.com/x"}},
		{InternalDomain,
			[]string{"http://erp.corp:8080", "http://order-service:8080/x", "db.lan:3306", "redis:6379", "jdbc:mysql://mysql:3306/x", "ldap.intra.shop.local", "ldap://dc01.corp.local"},
			[]string{"http://localhost:80", "http://shop.com", "foo:123", "settings.local", "com.foo.internal", "http://{}", "http://10.1.2.3", "http://order.default.svc.cluster.local", "host.docker.internal:80", "lb://order", "classpath:x", "http://host:port", "key:1000", "10:6379"}},
	} {
		for _, s := range c.are {
			if !c.sort.is(s) {
				t.Errorf("%q is no %s", s, c.sort)
			}
		}
		for _, s := range c.no {
			if c.sort.is(s) {
				t.Errorf("%q is taken for a %s", s, c.sort)
			}
		}
	}
}
