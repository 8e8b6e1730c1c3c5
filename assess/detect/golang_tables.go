package detect

// goNamed maps import paths, and what lies below them, to an id.
type goNamed struct {
	id    string
	paths []string
}

// goFrameworks lists web and service frameworks, those first that are built on
// others. Plain routers (chi, gorilla/mux) are none: nothing about how a program
// runs follows from them.
func goFrameworks() []goNamed {
	return []goNamed{
		{"kratos", []string{"github.com/go-kratos/kratos"}},
		{"go-zero", []string{"github.com/zeromicro/go-zero", "github.com/tal-tech/go-zero"}},
		{"goframe", []string{"github.com/gogf/gf"}},
		{"hertz", []string{"github.com/cloudwego/hertz"}},
		{"kitex", []string{"github.com/cloudwego/kitex"}},
		{"go-micro", []string{"go-micro.dev", "github.com/micro/go-micro", "github.com/asim/go-micro"}},
		{"gin", []string{goGin}},
		{"echo", []string{"github.com/labstack/echo"}},
		{"fiber", []string{"github.com/gofiber/fiber"}},
		{"beego", []string{"github.com/astaxie/beego", "github.com/beego/beego"}},
		{"iris", []string{"github.com/kataras/iris"}},
	}
}

// goDatabases lists the drivers of relational databases, which a program often
// imports several of and uses one.
func goDatabases() []goNamed {
	return []goNamed{
		{"mysql", []string{"github.com/go-sql-driver/mysql", "gorm.io/driver/mysql", "github.com/jinzhu/gorm/dialects/mysql", "entgo.io/ent/dialect/mysql"}},
		{"postgresql", []string{"github.com/lib/pq", "github.com/jackc/pgx", "gorm.io/driver/postgres", "github.com/jinzhu/gorm/dialects/postgres", "github.com/go-pg/pg"}},
		{"sqlserver", []string{"github.com/denisenkom/go-mssqldb", "github.com/microsoft/go-mssqldb", "gorm.io/driver/sqlserver", "github.com/jinzhu/gorm/dialects/mssql"}},
		{"oracle", []string{"github.com/godror/godror", "github.com/sijms/go-ora", "github.com/mattn/go-oci8", "github.com/dzwvip/gorm-oracle", "github.com/dzwvip/oracle", "github.com/cengsin/oracle"}},
		{"sqlite", []string{"github.com/mattn/go-sqlite3", "modernc.org/sqlite", "gorm.io/driver/sqlite", "github.com/glebarez/sqlite", "github.com/glebarez/go-sqlite", "github.com/jinzhu/gorm/dialects/sqlite"}},
		{"dameng", []string{"gitee.com/chunanyong/dm", "github.com/encoding-ai/dm", "dm"}},
		{"kingbase", []string{"kingbase.com/gokb", "gitea.com/kingbase/gokb"}},
	}
}

// goStores lists object stores, of which likewise one is chosen.
func goStores() []goNamed {
	return []goNamed{
		{"minio", []string{"github.com/minio/minio-go"}},
		{"oss", []string{"github.com/aliyun/aliyun-oss-go-sdk", "github.com/aliyun/alibabacloud-oss-go-sdk-v2"}},
		{"s3", []string{"github.com/aws/aws-sdk-go/service/s3", "github.com/aws/aws-sdk-go-v2/service/s3"}},
		{"cos", []string{"github.com/tencentyun/cos-go-sdk-v5"}},
		{"obs", []string{"github.com/huaweicloud/huaweicloud-sdk-go-obs"}},
		{"qiniu", []string{"github.com/qiniu/go-sdk", "github.com/qiniu/api.v7"}},
	}
}

// goServices lists the clients of all other backing services.
func goServices() []goNamed {
	return []goNamed{
		{"redis", []string{"github.com/redis/go-redis", "github.com/go-redis/redis", "github.com/gomodule/redigo", "github.com/garyburd/redigo",
			"github.com/hibiken/asynq", "github.com/zeromicro/go-zero/core/stores/redis", "github.com/zeromicro/go-zero/core/stores/cache", "github.com/gogf/gf/contrib/nosql/redis"}},
		{"memcached", []string{"github.com/bradfitz/gomemcache"}},
		{"mongodb", []string{"go.mongodb.org/mongo-driver", "gopkg.in/mgo.v2", "github.com/globalsign/mgo", "github.com/qiniu/qmgo", "github.com/zeromicro/go-zero/core/stores/mon"}},
		{"elasticsearch", []string{"github.com/olivere/elastic", "github.com/elastic/go-elasticsearch", "gopkg.in/olivere/elastic.v5"}},
		{"clickhouse", []string{"github.com/ClickHouse/clickhouse-go", "gorm.io/driver/clickhouse"}},
		{"kafka", []string{"github.com/Shopify/sarama", "github.com/IBM/sarama", "github.com/segmentio/kafka-go", "github.com/confluentinc/confluent-kafka-go", "github.com/twmb/franz-go", "github.com/zeromicro/go-queue/kq"}},
		{"rabbitmq", []string{"github.com/streadway/amqp", "github.com/rabbitmq/amqp091-go"}},
		{"rocketmq", []string{"github.com/apache/rocketmq-client-go", "github.com/apache/rocketmq-clients"}},
		{"nats", []string{"github.com/nats-io/nats.go", "github.com/nats-io/stan.go"}},
		{"nsq", []string{"github.com/nsqio/go-nsq"}},
		{"pulsar", []string{"github.com/apache/pulsar-client-go"}},
		{"nacos", []string{"github.com/nacos-group/nacos-sdk-go"}},
		{"consul", []string{"github.com/hashicorp/consul/api"}},
		{"etcd", []string{"go.etcd.io/etcd", "github.com/coreos/etcd"}},
		{"zookeeper", []string{"github.com/go-zookeeper/zk", "github.com/samuel/go-zookeeper"}},
		{"apollo", []string{"github.com/apolloconfig/agollo", "github.com/zouyx/agollo", "github.com/shima-park/agollo", "github.com/philchia/agollo"}},
		{"ldap", []string{"github.com/go-ldap/ldap", "gopkg.in/ldap.v2", "gopkg.in/ldap.v3"}},
		{"smtp", []string{"gopkg.in/gomail.v2", "github.com/go-gomail/gomail", "github.com/jordan-wright/email", "github.com/wneessen/go-mail", "net/smtp"}},
		{"influxdb", []string{"github.com/influxdata/influxdb-client-go", "github.com/influxdata/influxdb1-client"}},
		{"tdengine", []string{"github.com/taosdata/driver-go"}},
		{"neo4j", []string{"github.com/neo4j/neo4j-go-driver"}},
	}
}

// goCGO lists packages that do not build, or do not work, without a C compiler.
func goCGO() []string {
	return []string{"C", "github.com/mattn/go-sqlite3", "gorm.io/driver/sqlite", "github.com/jinzhu/gorm/dialects/sqlite", "github.com/confluentinc/confluent-kafka-go",
		"github.com/godror/godror", "github.com/mattn/go-oci8", "gocv.io/x/gocv", "github.com/h2non/bimg", "gopkg.in/gographics/imagick.v3"}
}

// goCLI lists libraries for command-line programs.
func goCLI() []string {
	return []string{"github.com/spf13/cobra", "github.com/urfave/cli", "github.com/codegangsta/cli", "github.com/alecthomas/kingpin", "github.com/mitchellh/cli"}
}

// goConsumers lists functions and methods that work until they are told to stop,
// by the package that must be imported.
func goConsumers() map[string][]string {
	return map[string][]string{
		"Consume":          {"github.com/Shopify/sarama", "github.com/IBM/sarama", "github.com/streadway/amqp", "github.com/rabbitmq/amqp091-go"},
		"ConsumePartition": {"github.com/Shopify/sarama", "github.com/IBM/sarama"},
		"FetchMessage":     {"github.com/segmentio/kafka-go"},
		"ReadMessage":      {"github.com/segmentio/kafka-go", "github.com/confluentinc/confluent-kafka-go"},
		"NewConsumer":      {"github.com/nsqio/go-nsq", "github.com/confluentinc/confluent-kafka-go"},
		"NewPushConsumer":  {"github.com/apache/rocketmq-client-go"},
		"QueueSubscribe":   {"github.com/nats-io/nats.go"},
		"NewServer":        {"github.com/hibiken/asynq"},
		"NewScheduler":     {"github.com/hibiken/asynq", "github.com/go-co-op/gocron"},
		"NewServiceGroup":  {"github.com/zeromicro/go-zero/core/service"},
		"MustNewQueue":     {"github.com/zeromicro/go-queue"},
		"NewController":    {"sigs.k8s.io/controller-runtime"},
		"NewManager":       {"sigs.k8s.io/controller-runtime"},
		"NewWorker":        {"github.com/RichardKnop/machinery"},
	}
}
