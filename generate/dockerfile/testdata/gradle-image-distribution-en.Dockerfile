# The image of tool. Regenerate: gantry migrate (edits by hand are kept)

FROM --platform=$BUILDPLATFORM gradle:7.6.6-jdk11-jammy AS build
WORKDIR /src
ENV GRADLE_USER_HOME=/root/.gradle

# mirror of Maven Central; --build-arg MAVEN_MIRROR= for the official one
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

# the build scripts alone, and the dependencies that they name: cached until a script changes
COPY build.gradle.kts settings.gradle.kts ./
RUN --mount=type=cache,target=/root/.gradle,sharing=locked \
    gradle --no-daemon --init-script /opt/gradle/init.gradle :downloadDependencies

COPY . .
RUN --mount=type=cache,target=/root/.gradle,sharing=locked \
    gradle --no-daemon --init-script /opt/gradle/init.gradle :installDist

FROM eclipse-temurin:11.0.32_9-jre-noble AS runtime
WORKDIR /app

COPY --from=build --link /src/build/install/tool/lib/ lib/

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-cp", "/app/lib/*", "x.Tool"]
