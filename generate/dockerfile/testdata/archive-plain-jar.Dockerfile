# agent 的镜像。重新生成: gantry migrate（人工修改会被保留）

FROM eclipse-temurin:25.0.4_7-jre-noble AS runtime
WORKDIR /app

COPY --link agent.jar app.jar

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-jar", "/app/app.jar"]
