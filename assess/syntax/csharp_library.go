package syntax

// libraryTypes are the types by which libraries that rules ask for are used.
func libraryTypes(namespace string) string {
	switch namespace {
	case "AutoMapper":
		return " IMapper Mapper MapperConfiguration Profile "
	case "Confluent.Kafka":
		return " AdminClientBuilder ConsumerBuilder ConsumerConfig IConsumer IProducer ProducerBuilder ProducerConfig "
	case "Consul":
		return " AgentServiceRegistration ConsulClient IConsulClient "
	case "CrystalDecisions.CrystalReports.Engine":
		return " ReportDocument "
	case "Dapper":
		return " SqlMapper "
	case "Elasticsearch.Net":
		return " ConnectionSettings StaticConnectionPool "
	case "Enyim.Caching":
		return " IMemcachedClient MemcachedClient "
	case "FluentFTP":
		return " FtpClient "
	case "FluentScheduler":
		return " JobManager Registry "
	case "Hangfire":
		return " AutomaticRetryAttribute BackgroundJob BackgroundJobServer BackgroundJobServerOptions Cron DisableConcurrentExecutionAttribute GlobalConfiguration" +
			" IBackgroundJobClient IRecurringJobManager JobStorage RecurringJob "
	case "MediatR":
		return " IMediator INotification INotificationHandler IRequest IRequestHandler "
	case "MongoDB.Driver":
		return " IMongoClient IMongoCollection IMongoDatabase MongoClient MongoClientSettings MongoUrl "
	case "MySql.Data.MySqlClient":
		return " MySqlCommand MySqlConnection MySqlDataAdapter MySqlDataReader "
	case "MySqlConnector":
		return " MySqlCommand MySqlConnection MySqlDataReader "
	case "NLog":
		return " ILogger LogFactory LogLevel LogManager Logger "
	case "NLog.Config":
		return " LoggingConfiguration LoggingRule "
	case "NLog.Targets":
		return " ConsoleTarget EventLogTarget FileTarget NetworkTarget Target "
	case "Nest":
		return " ConnectionSettings ElasticClient "
	case "Newtonsoft.Json":
		return " Formatting JsonConvert JsonConverter JsonIgnoreAttribute JsonPropertyAttribute JsonSerializer JsonSerializerSettings "
	case "Npgsql":
		return " NpgsqlCommand NpgsqlConnection NpgsqlDataSource "
	case "Oracle.ManagedDataAccess.Client":
		return " OracleCommand OracleConnection "
	case "Owin":
		return " IAppBuilder "
	case "Quartz":
		return " CronScheduleBuilder DisallowConcurrentExecutionAttribute IJob IJobDetail IJobExecutionContext IScheduler ISchedulerFactory ITrigger JobBuilder JobKey" +
			" SimpleScheduleBuilder TriggerBuilder TriggerKey "
	case "Quartz.Impl":
		return " DirectSchedulerFactory StdSchedulerFactory "
	case "RabbitMQ.Client":
		return " ConnectionFactory IChannel IConnection IConnectionFactory IModel "
	case "Renci.SshNet":
		return " ScpClient SftpClient SshClient "
	case "Serilog":
		return " ILogger Log LoggerConfiguration RollingInterval "
	case "StackExchange.Redis":
		return " ConfigurationOptions ConnectionMultiplexer IConnectionMultiplexer IDatabase ISubscriber RedisChannel RedisKey RedisValue "
	case "Topshelf":
		return " HostConfigurator HostFactory ServiceControl "
	case "log4net":
		return " ILog LogManager "
	case "log4net.Appender":
		return " AppenderSkeleton ConsoleAppender EventLogAppender FileAppender RollingFileAppender "
	case "log4net.Config":
		return " BasicConfigurator XmlConfigurator XmlConfiguratorAttribute "
	}
	return ""
}
