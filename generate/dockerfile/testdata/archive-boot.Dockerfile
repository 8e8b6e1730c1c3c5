# order 的镜像。重新生成: gantry migrate（人工修改会被保留）

# 按变化的快慢拆成层：依赖在前，自己的类在后
FROM --platform=$BUILDPLATFORM eclipse-temurin:17.0.20_8-jre-noble AS unpacked
WORKDIR /src
COPY order.jar ./
RUN java -Djarmode=layertools -jar /src/order.jar extract --destination /layers

FROM eclipse-temurin:17.0.20_8-jre-noble AS runtime
WORKDIR /app

COPY --from=unpacked --link /layers/dependencies/ ./
COPY --from=unpacked --link /layers/spring-boot-loader/ ./
COPY --from=unpacked --link /layers/snapshot-dependencies/ ./
COPY --from=unpacked --link /layers/application/ ./

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "--add-opens", "java.base/java.lang=ALL-UNNAMED", "-Dapp.mode=fast", "org.springframework.boot.loader.JarLauncher", "--workers=4"]
