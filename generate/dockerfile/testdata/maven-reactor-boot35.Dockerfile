# order-service 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM --platform=$BUILDPLATFORM maven:3.9.16-eclipse-temurin-17-noble AS build
WORKDIR /src

# Maven Central 的镜像；--build-arg MAVEN_MIRROR= 改用官方源
ARG MAVEN_MIRROR=https://maven.aliyun.com/repository/public
COPY <<EOF /opt/maven/settings.xml
<settings>
  <mirrors>
    <mirror>
      <id>central-mirror</id>
      <mirrorOf>central</mirrorOf>
      <url>${MAVEN_MIRROR:-https://repo.maven.apache.org/maven2}</url>
    </mirror>
  </mirrors>
</settings>
EOF
ENV MAVEN_ARGS="--batch-mode --no-transfer-progress --global-settings /opt/maven/settings.xml"

# 先只复制 pom 并解析依赖：pom 不变时这些层命中缓存
COPY pom.xml ./
COPY order-api/pom.xml order-api/
COPY order-server/pom.xml order-server/
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -pl order-server -am org.apache.maven.plugins:maven-dependency-plugin:3.8.1:go-offline

COPY . .
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -pl order-server -am -DskipTests package

# 单元测试: docker build --target test
FROM build AS test
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -pl order-server -am test

# 按变化的快慢拆成层：依赖在前，自己的类在后
FROM build AS unpacked
RUN java -Djarmode=tools -jar /src/order-server/target/order-server.jar extract --layers --launcher --destination /layers

FROM eclipse-temurin:17.0.20_8-jre-noble AS runtime
ENV TZ=Asia/Shanghai
WORKDIR /app

COPY --from=unpacked --link /layers/dependencies/ ./
COPY --from=unpacked --link /layers/spring-boot-loader/ ./
COPY --from=unpacked --link /layers/snapshot-dependencies/ ./
COPY --from=unpacked --link /layers/application/ ./

# 程序只能写这些目录
RUN install -d -o 10001 -g 10001 /var/log/shop

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
