# order 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM eclipse-temurin:17.0.20_8-jre-noble AS build
WORKDIR /src
COPY order.jar ./
RUN java -Djarmode=layertools -jar /src/order.jar extract --destination /layers

FROM eclipse-temurin:17.0.20_8-jre-noble AS runtime
WORKDIR /app

COPY --from=build --link /layers/dependencies/ ./
COPY --from=build --link /layers/spring-boot-loader/ ./
COPY --from=build --link /layers/snapshot-dependencies/ ./
COPY --from=build --link /layers/application/ ./

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "--add-opens", "java.base/java.lang=ALL-UNNAMED", "-Dapp.mode=fast", "org.springframework.boot.loader.JarLauncher", "--workers=4"]
