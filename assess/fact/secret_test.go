package fact_test

import (
	"testing"

	"github.com/gantry-ack/gantry/assess/fact"
)

func TestSensitive(t *testing.T) {
	for name, want := range map[string]bool{
		"DB_PASSWORD": true, "spring.datasource.password": true, "MYSQL_PWD": true, "smtpPass": true, "jwt.secret": true, "accessKeySecret": true,
		"ALIYUN_ACCESS_KEY_ID": true, "minio.accessKey": true, "secretId": true, "xxl.job.accessToken": true, "apikey": true, "X_API_KEY": true,
		"SESSION_KEY": true, "OPENAI_KEY": true, "SIGN_KEY": true, "ENCRYPT_KEY": true, "appPrivateKey": true, "mch-key": true, "aes-key": true, "SECRET_KEY": true,
		"CACHE_KEY": false, "PRIMARY_KEY": false, "KEY_PREFIX": false, "ROUTING_KEY": false, "alipayPublicKey": false, "KEY": false, "MONKEY": false, "key-store": false,
		"TOKEN_EXPIRE_MINUTES": false, "jwt.tokenHeader": false, "PASSWORD_MIN_LENGTH": false, "DB_PASSWORD_FILE": false, "TOKEN_PREFIX": false,
		"PATH": false, "COMPASS_URL": false, "": false, "_": false, "DB_HOST": false,
	} {
		if got := fact.Sensitive(name); got != want {
			t.Errorf("Sensitive(%q) = %v", name, got)
		}
	}
}

func TestSettingKeys(t *testing.T) {
	if kind, ok := fact.SettingKind(fact.ServiceSetting("mysql")); !ok || kind != "mysql" {
		t.Errorf("the key of a setting is of kind %q", kind)
	}
	for _, key := range []string{fact.ServiceAddress("mysql"), fact.Env("service.x.setting"), fact.ServiceSettingIn("mysql", "dev"), fact.Service} {
		if kind, ok := fact.SettingKind(key); ok {
			t.Errorf("%s is a setting of kind %q", key, kind)
		}
	}
	if name, v := fact.Property("a.url=jdbc:mysql://db/x?a=b"); name != "a.url" || v != "jdbc:mysql://db/x?a=b" {
		t.Errorf("split into %q and %q", name, v)
	}
}
