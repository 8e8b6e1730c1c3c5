# shop-all 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM --platform=$BUILDPLATFORM maven:3.9.16-eclipse-temurin-8-noble AS build
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
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn org.apache.maven.plugins:maven-dependency-plugin:3.8.1:go-offline

COPY . .
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -DskipTests package

FROM eclipse-temurin:8u502-b07-jre-noble AS runtime
WORKDIR /app

COPY --from=build --link /src/target/shop-all.war app.war

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-jar", "/app/app.war"]
