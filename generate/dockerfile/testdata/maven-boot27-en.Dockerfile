# The image of mall. Regenerate: gantry migrate (edits by hand are kept)

# assumed: app.stack is unknown, 8 is used
FROM --platform=$BUILDPLATFORM maven:3.9.16-eclipse-temurin-8-noble AS build
WORKDIR /src

# mirror of Maven Central; --build-arg MAVEN_MIRROR= for the official one
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

# the POMs alone, and the dependencies that they name: cached until a POM changes
COPY pom.xml ./
COPY .mvn/maven.config .mvn/
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -Pprod org.apache.maven.plugins:maven-dependency-plugin:3.8.1:go-offline

COPY . .
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn clean package -Pprod -DskipTests

# in layers by how often they change: dependencies first, the program's own classes last
FROM build AS unpacked
RUN java -Djarmode=layertools -jar /src/target/mall-*.jar extract --destination /layers

# assumed: app.stack is unknown, 8 is used
FROM eclipse-temurin:8u502-b07-jre-noble AS runtime

# host of the apt mirror; --build-arg APT_MIRROR= for the official one
ARG APT_MIRROR=mirrors.aliyun.com

# not among the distribution's packages, to be put into the image by other means: oracle-instantclient
# assumed: app.nativedeps is unknown, true is used
# system packages that the program needs
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt/lists,sharing=locked <<EOF
set -eu
export DEBIAN_FRONTEND=noninteractive
rm -f /etc/apt/apt.conf.d/docker-clean
if [ -n "$APT_MIRROR" ]; then
    find /etc/apt -name sources.list -o -name '*.sources' | xargs sed -i -E "s#https?://(archive|security|ports)\.ubuntu\.com#http://$APT_MIRROR#"
fi
apt-get update
apt-get install -y --no-install-recommends fontconfig fonts-noto-cjk libaio1t64 locales
localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
EOF
ENV LANG=zh_CN.UTF-8 \
    LC_ALL=zh_CN.UTF-8
WORKDIR /app

COPY --from=unpacked --link /layers/dependencies/ ./
COPY --from=unpacked --link /layers/spring-boot-loader/ ./
COPY --from=unpacked --link /layers/snapshot-dependencies/ ./
COPY --from=unpacked --link /layers/application/ ./

USER 10001:10001
EXPOSE 8080 9090 7946/udp
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "org.springframework.boot.loader.JarLauncher"]
