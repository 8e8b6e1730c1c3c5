package syntax

// jdkClasses are the public classes of a package of the JDK (up to 25), with a blank before and
// after each, for names that come through a star import; "" for other packages. The lists were
// printed by a JDK.
func jdkClasses(pkg string) string {
	switch pkg {
	case "java.lang":
		return " AbstractMethodError Appendable ArithmeticException ArrayIndexOutOfBoundsException ArrayStoreException AssertionError AutoCloseable Boolean" +
			" BootstrapMethodError Byte CharSequence Character Class ClassCastException ClassCircularityError ClassFormatError ClassLoader ClassNotFoundException" +
			" ClassValue CloneNotSupportedException Cloneable Comparable Compiler Deprecated Double Enum EnumConstantNotPresentException Error Exception" +
			" ExceptionInInitializerError Float FunctionalInterface IO IllegalAccessError IllegalAccessException IllegalArgumentException IllegalCallerException" +
			" IllegalMonitorStateException IllegalStateException IllegalThreadStateException IncompatibleClassChangeError IndexOutOfBoundsException" +
			" InheritableThreadLocal InstantiationError InstantiationException Integer InternalError InterruptedException Iterable LayerInstantiationException" +
			" LinkageError Long MatchException Math Module ModuleLayer NegativeArraySizeException NoClassDefFoundError NoSuchFieldError NoSuchFieldException" +
			" NoSuchMethodError NoSuchMethodException NullPointerException Number NumberFormatException Object OutOfMemoryError Override Package Process" +
			" ProcessBuilder ProcessHandle Readable Record ReflectiveOperationException Runnable Runtime RuntimeException RuntimePermission SafeVarargs ScopedValue" +
			" SecurityException SecurityManager Short StableValue StackOverflowError StackTraceElement StackWalker StrictMath String StringBuffer StringBuilder" +
			" StringIndexOutOfBoundsException SuppressWarnings System Thread ThreadDeath ThreadGroup ThreadLocal Throwable TypeNotPresentException UnknownError" +
			" UnsatisfiedLinkError UnsupportedClassVersionError UnsupportedOperationException VerifyError VirtualMachineError Void WrongThreadException "
	case "java.io":
		return " BufferedInputStream BufferedOutputStream BufferedReader BufferedWriter ByteArrayInputStream ByteArrayOutputStream CharArrayReader CharArrayWriter" +
			" CharConversionException Closeable Console DataInput DataInputStream DataOutput DataOutputStream EOFException Externalizable File FileDescriptor" +
			" FileFilter FileInputStream FileNotFoundException FileOutputStream FilePermission FileReader FileWriter FilenameFilter FilterInputStream" +
			" FilterOutputStream FilterReader FilterWriter Flushable IOError IOException InputStream InputStreamReader InterruptedIOException InvalidClassException" +
			" InvalidObjectException LineNumberInputStream LineNumberReader NotActiveException NotSerializableException ObjectInput ObjectInputFilter" +
			" ObjectInputStream ObjectInputValidation ObjectOutput ObjectOutputStream ObjectStreamClass ObjectStreamConstants ObjectStreamException" +
			" ObjectStreamField OptionalDataException OutputStream OutputStreamWriter PipedInputStream PipedOutputStream PipedReader PipedWriter PrintStream" +
			" PrintWriter PushbackInputStream PushbackReader RandomAccessFile Reader SequenceInputStream Serial Serializable SerializablePermission" +
			" StreamCorruptedException StreamTokenizer StringBufferInputStream StringReader StringWriter SyncFailedException UTFDataFormatException" +
			" UncheckedIOException UnsupportedEncodingException WriteAbortedException Writer "
	case "java.net":
		return " Authenticator BindException CacheRequest CacheResponse ConnectException ContentHandler ContentHandlerFactory CookieHandler CookieManager CookiePolicy" +
			" CookieStore DatagramPacket DatagramSocket DatagramSocketImpl DatagramSocketImplFactory FileNameMap HttpCookie HttpRetryException HttpURLConnection IDN" +
			" Inet4Address Inet6Address InetAddress InetSocketAddress InterfaceAddress JarURLConnection MalformedURLException MulticastSocket NetPermission" +
			" NetworkInterface NoRouteToHostException PasswordAuthentication PortUnreachableException ProtocolException ProtocolFamily Proxy ProxySelector" +
			" ResponseCache SecureCacheResponse ServerSocket Socket SocketAddress SocketException SocketImpl SocketImplFactory SocketOption SocketOptions" +
			" SocketPermission SocketTimeoutException StandardProtocolFamily StandardSocketOptions URI URISyntaxException URL URLClassLoader URLConnection" +
			" URLDecoder URLEncoder URLPermission URLStreamHandler URLStreamHandlerFactory UnixDomainSocketAddress UnknownHostException UnknownServiceException "
	case "java.nio":
		return " Buffer BufferOverflowException BufferUnderflowException ByteBuffer ByteOrder CharBuffer DoubleBuffer FloatBuffer IntBuffer InvalidMarkException" +
			" LongBuffer MappedByteBuffer ReadOnlyBufferException ShortBuffer "
	case "java.nio.channels":
		return " AcceptPendingException AlreadyBoundException AlreadyConnectedException AsynchronousByteChannel AsynchronousChannel AsynchronousChannelGroup" +
			" AsynchronousCloseException AsynchronousFileChannel AsynchronousServerSocketChannel AsynchronousSocketChannel ByteChannel CancelledKeyException Channel" +
			" Channels ClosedByInterruptException ClosedChannelException ClosedSelectorException CompletionHandler ConnectionPendingException DatagramChannel" +
			" FileChannel FileLock FileLockInterruptionException GatheringByteChannel IllegalBlockingModeException IllegalChannelGroupException" +
			" IllegalSelectorException InterruptedByTimeoutException InterruptibleChannel MembershipKey MulticastChannel NetworkChannel NoConnectionPendingException" +
			" NonReadableChannelException NonWritableChannelException NotYetBoundException NotYetConnectedException OverlappingFileLockException Pipe" +
			" ReadPendingException ReadableByteChannel ScatteringByteChannel SeekableByteChannel SelectableChannel SelectionKey Selector ServerSocketChannel" +
			" ShutdownChannelGroupException SocketChannel UnresolvedAddressException UnsupportedAddressTypeException WritableByteChannel WritePendingException "
	case "java.nio.charset":
		return " CharacterCodingException Charset CharsetDecoder CharsetEncoder CoderMalfunctionError CoderResult CodingErrorAction IllegalCharsetNameException" +
			" MalformedInputException StandardCharsets UnmappableCharacterException UnsupportedCharsetException "
	case "java.nio.file":
		return " AccessDeniedException AccessMode AtomicMoveNotSupportedException ClosedDirectoryStreamException ClosedFileSystemException ClosedWatchServiceException" +
			" CopyOption DirectoryIteratorException DirectoryNotEmptyException DirectoryStream FileAlreadyExistsException FileStore FileSystem" +
			" FileSystemAlreadyExistsException FileSystemException FileSystemLoopException FileSystemNotFoundException FileSystems FileVisitOption FileVisitResult" +
			" FileVisitor Files InvalidPathException LinkOption LinkPermission NoSuchFileException NotDirectoryException NotLinkException OpenOption Path" +
			" PathMatcher Paths ProviderMismatchException ProviderNotFoundException ReadOnlyFileSystemException SecureDirectoryStream SimpleFileVisitor" +
			" StandardCopyOption StandardOpenOption StandardWatchEventKinds WatchEvent WatchKey WatchService Watchable "
	case "java.nio.file.attribute":
		return " AclEntry AclEntryFlag AclEntryPermission AclEntryType AclFileAttributeView AttributeView BasicFileAttributeView BasicFileAttributes" +
			" DosFileAttributeView DosFileAttributes FileAttribute FileAttributeView FileOwnerAttributeView FileStoreAttributeView FileTime GroupPrincipal" +
			" PosixFileAttributeView PosixFileAttributes PosixFilePermission PosixFilePermissions UserDefinedFileAttributeView UserPrincipal" +
			" UserPrincipalLookupService UserPrincipalNotFoundException "
	case "java.util":
		return " AbstractCollection AbstractList AbstractMap AbstractQueue AbstractSequentialList AbstractSet ArrayDeque ArrayList Arrays Base64 BitSet Calendar" +
			" Collection Collections Comparator ConcurrentModificationException Currency Date Deque Dictionary DoubleSummaryStatistics DuplicateFormatFlagsException" +
			" EmptyStackException EnumMap EnumSet Enumeration EventListener EventListenerProxy EventObject FormatFlagsConversionMismatchException Formattable" +
			" FormattableFlags Formatter FormatterClosedException GregorianCalendar HashMap HashSet Hashtable HexFormat IdentityHashMap" +
			" IllegalFormatCodePointException IllegalFormatConversionException IllegalFormatException IllegalFormatFlagsException IllegalFormatPrecisionException" +
			" IllegalFormatWidthException IllformedLocaleException InputMismatchException IntSummaryStatistics InvalidPropertiesFormatException Iterator" +
			" LinkedHashMap LinkedHashSet LinkedList List ListIterator ListResourceBundle Locale LongSummaryStatistics Map MissingFormatArgumentException" +
			" MissingFormatWidthException MissingResourceException NavigableMap NavigableSet NoSuchElementException Objects Observable Observer Optional" +
			" OptionalDouble OptionalInt OptionalLong PrimitiveIterator PriorityQueue Properties PropertyPermission PropertyResourceBundle Queue Random RandomAccess" +
			" ResourceBundle Scanner SequencedCollection SequencedMap SequencedSet ServiceConfigurationError ServiceLoader Set SimpleTimeZone SortedMap SortedSet" +
			" Spliterator Spliterators SplittableRandom Stack StringJoiner StringTokenizer TimeZone Timer TimerTask TooManyListenersException TreeMap TreeSet UUID" +
			" UnknownFormatConversionException UnknownFormatFlagsException Vector WeakHashMap "
	case "java.util.concurrent":
		return " AbstractExecutorService ArrayBlockingQueue BlockingDeque BlockingQueue BrokenBarrierException Callable CancellationException CompletableFuture" +
			" CompletionException CompletionService CompletionStage ConcurrentHashMap ConcurrentLinkedDeque ConcurrentLinkedQueue ConcurrentMap" +
			" ConcurrentNavigableMap ConcurrentSkipListMap ConcurrentSkipListSet CopyOnWriteArrayList CopyOnWriteArraySet CountDownLatch CountedCompleter" +
			" CyclicBarrier DelayQueue Delayed Exchanger ExecutionException Executor ExecutorCompletionService ExecutorService Executors Flow ForkJoinPool" +
			" ForkJoinTask ForkJoinWorkerThread Future FutureTask LinkedBlockingDeque LinkedBlockingQueue LinkedTransferQueue Phaser PriorityBlockingQueue" +
			" RecursiveAction RecursiveTask RejectedExecutionException RejectedExecutionHandler RunnableFuture RunnableScheduledFuture ScheduledExecutorService" +
			" ScheduledFuture ScheduledThreadPoolExecutor Semaphore StructureViolationException StructuredTaskScope SubmissionPublisher SynchronousQueue" +
			" ThreadFactory ThreadLocalRandom ThreadPoolExecutor TimeUnit TimeoutException TransferQueue "
	case "java.util.concurrent.atomic":
		return " AtomicBoolean AtomicInteger AtomicIntegerArray AtomicIntegerFieldUpdater AtomicLong AtomicLongArray AtomicLongFieldUpdater AtomicMarkableReference" +
			" AtomicReference AtomicReferenceArray AtomicReferenceFieldUpdater AtomicStampedReference DoubleAccumulator DoubleAdder LongAccumulator LongAdder "
	case "java.util.concurrent.locks":
		return " AbstractOwnableSynchronizer AbstractQueuedLongSynchronizer AbstractQueuedSynchronizer Condition Lock LockSupport ReadWriteLock ReentrantLock" +
			" ReentrantReadWriteLock StampedLock "
	case "java.util.function":
		return " BiConsumer BiFunction BiPredicate BinaryOperator BooleanSupplier Consumer DoubleBinaryOperator DoubleConsumer DoubleFunction DoublePredicate" +
			" DoubleSupplier DoubleToIntFunction DoubleToLongFunction DoubleUnaryOperator Function IntBinaryOperator IntConsumer IntFunction IntPredicate" +
			" IntSupplier IntToDoubleFunction IntToLongFunction IntUnaryOperator LongBinaryOperator LongConsumer LongFunction LongPredicate LongSupplier" +
			" LongToDoubleFunction LongToIntFunction LongUnaryOperator ObjDoubleConsumer ObjIntConsumer ObjLongConsumer Predicate Supplier ToDoubleBiFunction" +
			" ToDoubleFunction ToIntBiFunction ToIntFunction ToLongBiFunction ToLongFunction UnaryOperator "
	case "java.util.jar":
		return " Attributes JarEntry JarException JarFile JarInputStream JarOutputStream Manifest "
	case "java.util.logging":
		return " ConsoleHandler ErrorManager FileHandler Filter Formatter Handler Level LogManager LogRecord Logger LoggingMXBean LoggingPermission MemoryHandler" +
			" SimpleFormatter SocketHandler StreamHandler XMLFormatter "
	case "java.util.prefs":
		return " AbstractPreferences BackingStoreException InvalidPreferencesFormatException NodeChangeEvent NodeChangeListener PreferenceChangeEvent" +
			" PreferenceChangeListener Preferences PreferencesFactory "
	case "java.util.regex":
		return " MatchResult Matcher Pattern PatternSyntaxException "
	case "java.util.stream":
		return " BaseStream Collector Collectors DoubleStream Gatherer Gatherers IntStream LongStream Stream StreamSupport "
	case "java.util.zip":
		return " Adler32 CRC32 CRC32C CheckedInputStream CheckedOutputStream Checksum DataFormatException Deflater DeflaterInputStream DeflaterOutputStream" +
			" GZIPInputStream GZIPOutputStream Inflater InflaterInputStream InflaterOutputStream ZipEntry ZipError ZipException ZipFile ZipInputStream" +
			" ZipOutputStream "
	case "java.sql":
		return " Array BatchUpdateException Blob CallableStatement ClientInfoStatus Clob Connection ConnectionBuilder DataTruncation DatabaseMetaData Date Driver" +
			" DriverAction DriverManager DriverPropertyInfo JDBCType NClob ParameterMetaData PreparedStatement PseudoColumnUsage Ref ResultSet ResultSetMetaData" +
			" RowId RowIdLifetime SQLClientInfoException SQLData SQLDataException SQLException SQLFeatureNotSupportedException SQLInput" +
			" SQLIntegrityConstraintViolationException SQLInvalidAuthorizationSpecException SQLNonTransientConnectionException SQLNonTransientException SQLOutput" +
			" SQLPermission SQLRecoverableException SQLSyntaxErrorException SQLTimeoutException SQLTransactionRollbackException SQLTransientConnectionException" +
			" SQLTransientException SQLType SQLWarning SQLXML Savepoint ShardingKey ShardingKeyBuilder Statement Struct Time Timestamp Types Wrapper "
	case "javax.sql":
		return " CommonDataSource ConnectionEvent ConnectionEventListener ConnectionPoolDataSource DataSource PooledConnection PooledConnectionBuilder RowSet" +
			" RowSetEvent RowSetInternal RowSetListener RowSetMetaData RowSetReader RowSetWriter StatementEvent StatementEventListener XAConnection" +
			" XAConnectionBuilder XADataSource "
	case "java.text":
		return " Annotation AttributedCharacterIterator AttributedString Bidi BreakIterator CharacterIterator ChoiceFormat CollationElementIterator CollationKey" +
			" Collator CompactNumberFormat DateFormat DateFormatSymbols DecimalFormat DecimalFormatSymbols FieldPosition Format ListFormat MessageFormat Normalizer" +
			" NumberFormat ParseException ParsePosition RuleBasedCollator SimpleDateFormat StringCharacterIterator "
	case "java.time":
		return " Clock DateTimeException DayOfWeek Duration Instant InstantSource LocalDate LocalDateTime LocalTime Month MonthDay OffsetDateTime OffsetTime Period" +
			" Year YearMonth ZoneId ZoneOffset ZonedDateTime "
	case "java.time.format":
		return " DateTimeFormatter DateTimeFormatterBuilder DateTimeParseException DecimalStyle FormatStyle ResolverStyle SignStyle TextStyle "
	case "java.math":
		return " BigDecimal BigInteger MathContext RoundingMode "
	case "java.lang.reflect":
		return " AccessFlag AccessibleObject AnnotatedArrayType AnnotatedElement AnnotatedParameterizedType AnnotatedType AnnotatedTypeVariable AnnotatedWildcardType" +
			" Array ClassFileFormatVersion Constructor Executable Field GenericArrayType GenericDeclaration GenericSignatureFormatError InaccessibleObjectException" +
			" InvocationHandler InvocationTargetException MalformedParameterizedTypeException MalformedParametersException Member Method Modifier Parameter" +
			" ParameterizedType Proxy RecordComponent ReflectPermission Type TypeVariable UndeclaredThrowableException WildcardType "
	case "java.lang.annotation":
		return " Annotation AnnotationFormatError AnnotationTypeMismatchException Documented ElementType IncompleteAnnotationException Inherited Native Repeatable" +
			" Retention RetentionPolicy Target "
	case "java.lang.management":
		return " BufferPoolMXBean ClassLoadingMXBean CompilationMXBean GarbageCollectorMXBean LockInfo ManagementFactory ManagementPermission MemoryMXBean" +
			" MemoryManagerMXBean MemoryNotificationInfo MemoryPoolMXBean MemoryType MemoryUsage MonitorInfo OperatingSystemMXBean PlatformLoggingMXBean" +
			" PlatformManagedObject RuntimeMXBean ThreadInfo ThreadMXBean "
	case "java.rmi":
		return " AccessException AlreadyBoundException ConnectException ConnectIOException MarshalException MarshalledObject Naming NoSuchObjectException" +
			" NotBoundException RMISecurityException RMISecurityManager Remote RemoteException ServerError ServerException ServerRuntimeException" +
			" StubNotFoundException UnexpectedException UnknownHostException UnmarshalException "
	case "java.rmi.server":
		return " ExportException LoaderHandler LogStream ObjID Operation RMIClassLoader RMIClassLoaderSpi RMIClientSocketFactory RMIFailureHandler" +
			" RMIServerSocketFactory RMISocketFactory RemoteCall RemoteObject RemoteObjectInvocationHandler RemoteRef RemoteServer RemoteStub ServerCloneException" +
			" ServerNotActiveException ServerRef Skeleton SkeletonMismatchException SkeletonNotFoundException SocketSecurityException UID UnicastRemoteObject" +
			" Unreferenced "
	case "java.rmi.registry":
		return " LocateRegistry Registry RegistryHandler "
	case "javax.naming":
		return " AuthenticationException AuthenticationNotSupportedException BinaryRefAddr Binding CannotProceedException CommunicationException CompositeName" +
			" CompoundName ConfigurationException Context ContextNotEmptyException InitialContext InsufficientResourcesException InterruptedNamingException" +
			" InvalidNameException LimitExceededException LinkException LinkLoopException LinkRef MalformedLinkException Name NameAlreadyBoundException" +
			" NameClassPair NameNotFoundException NameParser NamingEnumeration NamingException NamingSecurityException NoInitialContextException" +
			" NoPermissionException NotContextException OperationNotSupportedException PartialResultException RefAddr Reference Referenceable ReferralException" +
			" ServiceUnavailableException SizeLimitExceededException StringRefAddr TimeLimitExceededException "
	case "javax.management":
		return " Attribute AttributeChangeNotification AttributeChangeNotificationFilter AttributeList AttributeNotFoundException AttributeValueExp" +
			" BadAttributeValueExpException BadBinaryOpValueExpException BadStringOperationException ConstructorParameters DefaultLoaderRepository Descriptor" +
			" DescriptorAccess DescriptorKey DescriptorRead DynamicMBean ImmutableDescriptor InstanceAlreadyExistsException InstanceNotFoundException" +
			" IntrospectionException InvalidApplicationException InvalidAttributeValueException JMException JMRuntimeException JMX ListenerNotFoundException" +
			" MBeanAttributeInfo MBeanConstructorInfo MBeanException MBeanFeatureInfo MBeanInfo MBeanNotificationInfo MBeanOperationInfo MBeanParameterInfo" +
			" MBeanPermission MBeanRegistration MBeanRegistrationException MBeanServer MBeanServerBuilder MBeanServerConnection MBeanServerDelegate" +
			" MBeanServerDelegateMBean MBeanServerFactory MBeanServerInvocationHandler MBeanServerNotification MBeanServerPermission MBeanTrustPermission MXBean" +
			" MalformedObjectNameException NotCompliantMBeanException Notification NotificationBroadcaster NotificationBroadcasterSupport NotificationEmitter" +
			" NotificationFilter NotificationFilterSupport NotificationListener ObjectInstance ObjectName OperationsException PersistentMBean Query QueryEval" +
			" QueryExp ReflectionException RuntimeErrorException RuntimeMBeanException RuntimeOperationsException ServiceNotFoundException StandardEmitterMBean" +
			" StandardMBean StringValueExp ValueExp "
	case "java.security":
		return " AccessControlContext AccessControlException AccessController AlgorithmConstraints AlgorithmParameterGenerator AlgorithmParameterGeneratorSpi" +
			" AlgorithmParameters AlgorithmParametersSpi AllPermission AsymmetricKey AuthProvider BasicPermission Certificate CodeSigner CodeSource CryptoPrimitive" +
			" DEREncodable DigestException DigestInputStream DigestOutputStream DomainCombiner DomainLoadStoreParameter DrbgParameters GeneralSecurityException" +
			" Guard GuardedObject Identity IdentityScope InvalidAlgorithmParameterException InvalidKeyException InvalidParameterException Key KeyException" +
			" KeyFactory KeyFactorySpi KeyManagementException KeyPair KeyPairGenerator KeyPairGeneratorSpi KeyRep KeyStore KeyStoreException KeyStoreSpi" +
			" MessageDigest MessageDigestSpi NoSuchAlgorithmException NoSuchProviderException PEMDecoder PEMEncoder PEMRecord PKCS12Attribute Permission" +
			" PermissionCollection Permissions Policy PolicySpi Principal PrivateKey PrivilegedAction PrivilegedActionException PrivilegedExceptionAction" +
			" ProtectionDomain Provider ProviderException PublicKey SecureClassLoader SecureRandom SecureRandomParameters SecureRandomSpi Security" +
			" SecurityPermission Signature SignatureException SignatureSpi SignedObject Signer Timestamp URIParameter UnrecoverableEntryException" +
			" UnrecoverableKeyException UnresolvedPermission "
	case "javax.crypto":
		return " AEADBadTagException BadPaddingException Cipher CipherInputStream CipherOutputStream CipherSpi DecapsulateException EncryptedPrivateKeyInfo" +
			" ExemptionMechanism ExemptionMechanismException ExemptionMechanismSpi IllegalBlockSizeException KDF KDFParameters KDFSpi KEM KEMSpi KeyAgreement" +
			" KeyAgreementSpi KeyGenerator KeyGeneratorSpi Mac MacSpi NoSuchPaddingException NullCipher SealedObject SecretKey SecretKeyFactory SecretKeyFactorySpi" +
			" ShortBufferException "
	case "javax.net":
		return " ServerSocketFactory SocketFactory "
	case "javax.net.ssl":
		return " CertPathTrustManagerParameters ExtendedSSLSession HandshakeCompletedEvent HandshakeCompletedListener HostnameVerifier HttpsURLConnection KeyManager" +
			" KeyManagerFactory KeyManagerFactorySpi KeyStoreBuilderParameters ManagerFactoryParameters SNIHostName SNIMatcher SNIServerName SSLContext" +
			" SSLContextSpi SSLEngine SSLEngineResult SSLException SSLHandshakeException SSLKeyException SSLParameters SSLPeerUnverifiedException SSLPermission" +
			" SSLProtocolException SSLServerSocket SSLServerSocketFactory SSLSession SSLSessionBindingEvent SSLSessionBindingListener SSLSessionContext SSLSocket" +
			" SSLSocketFactory StandardConstants TrustManager TrustManagerFactory TrustManagerFactorySpi X509ExtendedKeyManager X509ExtendedTrustManager" +
			" X509KeyManager X509TrustManager "
	}
	return ""
}
