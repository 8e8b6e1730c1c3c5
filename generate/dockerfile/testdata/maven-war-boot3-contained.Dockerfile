# shop-all 的镜像。重新生成: gantry migrate（人工修改会被保留）

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
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn org.apache.maven.plugins:maven-dependency-plugin:3.8.1:go-offline

COPY . .
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -DskipTests package

# 解开 war，运行时不必写盘
FROM build AS unpacked
RUN mkdir /war && cd /war && jar -xf /src/target/shop-all.war

FROM tomcat:10.1.59-jre17-temurin-noble AS runtime
WORKDIR /app

# Tomcat 运行时写的目录放到 /tmp，根文件系统可以只读
RUN cd /usr/local/tomcat && \
    rm -rf logs temp work && \
    ln -s /tmp logs && \
    ln -s /tmp temp && \
    ln -s /tmp work

COPY --from=unpacked --link /war/ /usr/local/tomcat/webapps/ROOT/

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["catalina.sh", "run"]
