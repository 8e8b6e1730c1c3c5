# portal 的镜像。重新生成: gantry migrate（人工修改会被保留）

# 解开 war，运行时不必写盘
FROM --platform=$BUILDPLATFORM eclipse-temurin:17.0.20_8-jdk-noble AS unpacked
WORKDIR /src
COPY portal.war ./
RUN mkdir /war && cd /war && jar -xf /src/portal.war

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
