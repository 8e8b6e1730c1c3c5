# batch 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM --platform=$BUILDPLATFORM registry.example.com/library/maven:3.9.16-eclipse-temurin-11-noble AS build
WORKDIR /src

# Maven Central 的镜像；--build-arg MAVEN_MIRROR= 改用官方源
ARG MAVEN_MIRROR=https://nexus.example.com/repository/maven-public

# pom 里自己写的仓库也经由这个仓库下载
COPY <<EOF /opt/maven/settings.xml
<settings>
  <mirrors>
    <mirror>
      <id>central-mirror</id>
      <mirrorOf>external:*</mirrorOf>
      <url>${MAVEN_MIRROR:-https://repo.maven.apache.org/maven2}</url>
    </mirror>
  </mirrors>
</settings>
EOF
ENV MAVEN_ARGS="--batch-mode --no-transfer-progress --global-settings /opt/maven/settings.xml"

# 先只复制 pom 并解析依赖：pom 不变时这些层命中缓存
COPY pom.xml ./

# 仓库要登录时: --secret id=maven-settings,src=settings.xml，其中 server 的 id 是 central-mirror；不进镜像层
RUN --mount=type=cache,target=/root/.m2/repository \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    mvn org.apache.maven.plugins:maven-dependency-plugin:3.8.1:go-offline

COPY . .
RUN --mount=type=cache,target=/root/.m2/repository \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    mvn -DskipTests package org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DincludeScope=runtime

FROM registry.example.com/library/eclipse-temurin:11.0.32_9-jre-noble AS runtime
WORKDIR /app

COPY --from=build --link /src/target/dependency/ lib/
COPY --from=build --link /src/target/batch-1.0.jar app.jar

USER 10001:10001
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-cp", "/app/app.jar:/app/lib/*", "com.example.Batch"]
