# svc-07 的镜像。重新生成: gantry migrate（人工修改会被保留）

# 收集 35 个依赖描述文件；只有它们变化时，后面的依赖层才失效
FROM --platform=$BUILDPLATFORM maven:3.9.16-eclipse-temurin-21-noble AS manifests
WORKDIR /manifests
RUN --mount=type=bind,target=/context \
    cd /context && \
    find . -type f -name pom.xml -exec cp --parents {} /manifests/ \;

FROM --platform=$BUILDPLATFORM maven:3.9.16-eclipse-temurin-21-noble AS build
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
COPY --from=manifests /manifests/ ./
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -pl services/svc-07 -am org.apache.maven.plugins:maven-dependency-plugin:3.8.1:go-offline

COPY . .
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -pl services/svc-07 -am -DskipTests package

# 按变化的快慢拆成层：依赖在前，自己的类在后
FROM build AS unpacked
RUN java -Djarmode=layertools -jar /src/services/svc-07/target/svc-07.jar extract --destination /layers

FROM eclipse-temurin:21.0.12_8-jre-noble AS runtime
WORKDIR /app

COPY --from=unpacked --link /layers/dependencies/ ./
COPY --from=unpacked --link /layers/spring-boot-loader/ ./
COPY --from=unpacked --link /layers/snapshot-dependencies/ ./
COPY --from=unpacked --link /layers/application/ ./

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
