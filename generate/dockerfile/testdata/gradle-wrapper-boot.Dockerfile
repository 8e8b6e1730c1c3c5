# api 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM --platform=$BUILDPLATFORM eclipse-temurin:17.0.20_8-jdk-noble AS build
WORKDIR /src
ENV GRADLE_USER_HOME=/root/.gradle

# Maven Central 的镜像；--build-arg MAVEN_MIRROR= 改用官方源
ARG MAVEN_MIRROR=https://maven.aliyun.com/repository/public
COPY <<"EOF" /opt/gradle/init.gradle
def mirror = System.getenv('MAVEN_MIRROR')
def central = ['repo.maven.apache.org', 'repo1.maven.org', 'jcenter.bintray.com']
def redirect = { repo ->
    if (mirror && repo instanceof MavenArtifactRepository && repo.url.host in central) {
        repo.url = mirror
    }
}
gradle.settingsEvaluated { settings ->
    settings.pluginManagement.repositories.all(redirect)
    if (settings.hasProperty('dependencyResolutionManagement')) {
        settings.dependencyResolutionManagement.repositories.all(redirect)
    }
}
allprojects {
    buildscript.repositories.all(redirect)
    repositories.all(redirect)
    tasks.register('downloadDependencies') {
        doLast {
            project.configurations.findAll { it.canBeResolved && it.name =~ /(Classpath|nnotationProcessor)$/ }.each { c ->
                c.incoming.artifactView { view ->
                    view.lenient(true)
                    view.componentFilter { it instanceof ModuleComponentIdentifier }
                }.files.files
            }
        }
    }
}
EOF

# 先只复制构建脚本并下载依赖：脚本不变时这些层命中缓存
COPY build.gradle gradlew settings.gradle ./
COPY apps/api/build.gradle apps/api/
COPY gradle/libs.versions.toml gradle/
COPY gradle/wrapper/gradle-wrapper.jar gradle/wrapper/gradle-wrapper.properties gradle/wrapper/

# Gradle 发行包的镜像；--build-arg GRADLE_MIRROR= 改用官方源
ARG GRADLE_MIRROR=https://mirrors.cloud.tencent.com/gradle
RUN --mount=type=cache,target=/root/.gradle,sharing=locked \
    if [ -n "$GRADLE_MIRROR" ]; then sed -i "s#^distributionUrl=.*/#distributionUrl=$GRADLE_MIRROR/#" gradle/wrapper/gradle-wrapper.properties; fi && \
    chmod +x gradlew && \
    ./gradlew --no-daemon --init-script /opt/gradle/init.gradle :apps:api:downloadDependencies

COPY . .
RUN --mount=type=cache,target=/root/.gradle,sharing=locked \
    if [ -n "$GRADLE_MIRROR" ]; then sed -i "s#^distributionUrl=.*/#distributionUrl=$GRADLE_MIRROR/#" gradle/wrapper/gradle-wrapper.properties; fi && \
    chmod +x gradlew && \
    ./gradlew --no-daemon --init-script /opt/gradle/init.gradle :apps:api:bootJar && \
    rm -f /src/apps/api/build/libs/*-plain.jar

# 单元测试: docker build --target test
FROM build AS test
RUN --mount=type=cache,target=/root/.gradle,sharing=locked \
    ./gradlew --no-daemon --init-script /opt/gradle/init.gradle :apps:api:test

# 按变化的快慢拆成层：依赖在前，自己的类在后
FROM build AS unpacked
RUN java -Djarmode=tools -jar /src/apps/api/build/libs/api*.jar extract --layers --launcher --destination /layers

FROM eclipse-temurin:17.0.20_8-jre-noble AS runtime
WORKDIR /app

COPY --from=unpacked --link /layers/dependencies/ ./
COPY --from=unpacked --link /layers/spring-boot-loader/ ./
COPY --from=unpacked --link /layers/snapshot-dependencies/ ./
COPY --from=unpacked --link /layers/application/ ./

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
