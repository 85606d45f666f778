# Replace both to use a mirror: --build-arg BASE=registry.example.com/debian:13-slim
ARG JDK=eclipse-temurin:25-jdk
ARG BASE=debian:13-slim

# Stage 1 builds the jar, extracts it, and links a Java runtime of the modules that it uses.
FROM ${JDK} AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -DskipTests package
# Extracted in layers, so that a change of the code replaces small layers only.
RUN java -Djarmode=tools -jar target/interleave.jar extract --layers --destination extracted
# jdeps does not find jdk.crypto.ec, whose providers are loaded by name. jdk.jcmd is for diagnosis in a container.
RUN jlink --no-header-files --no-man-pages --output java --add-modules jdk.crypto.ec,jdk.jcmd,$(jdeps \
      --print-module-deps --ignore-missing-deps --recursive --multi-release 25 \
      --class-path 'extracted/dependencies/lib/*' extracted/application/interleave.jar)
# The native library of SQLite as a file: a library that is extracted to /tmp cannot be loaded if /tmp is mounted noexec.
RUN mkdir native && cd native && jar --extract --file ../extracted/dependencies/lib/sqlite-jdbc-*.jar org/sqlite/native/Linux \
    && mv org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so . && rm -r org
COPY src/image src/image
RUN javac -d training src/image/Training.java

# Stage 2 is the image without the AOT cache.
FROM ${BASE} AS service
LABEL org.opencontainers.image.title="Interleave" \
      org.opencontainers.image.description="Exact computations over HTTP, interleaved on one event loop" \
      org.opencontainers.image.licenses="Apache-2.0"

# A numeric user, so that Kubernetes can verify that it is not root.
RUN install -d -o 10001 -g 10001 /data
WORKDIR /app
# Layers in the order of how rarely they change.
COPY --from=build /build/java/ /opt/java/
COPY --from=build /build/native/ native/
COPY --from=build /build/extracted/dependencies/ ./
COPY --from=build /build/extracted/spring-boot-loader/ ./
COPY --from=build /build/extracted/snapshot-dependencies/ ./
COPY src/image/java.options src/image/healthy ./
COPY --from=build /build/extracted/application/ ./

# By default the service listens on loopback, which is not reachable from outside of a container. On other addresses it
# requires API keys; without INTERLEAVE_SECURITY_APIKEYS, it creates one at the first start and logs it.
ENV PATH=/opt/java/bin:$PATH \
    SERVER_ADDRESS=0.0.0.0 \
    INTERLEAVE_DATA_DIR=/data
EXPOSE 8080
VOLUME /data
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "healthy"]

# Exec form: java is process 1 and receives SIGTERM.
ENTRYPOINT ["java", "-XX:AOTCache=interleave.aot", "@java.options", "-jar", "interleave.jar"]

# Stage 3 runs the service once to write the AOT cache, which shortens the start.
FROM service AS training
COPY --from=build /build/training /training
RUN ["java", "-cp", "/training", "Training", "/tmp/interleave.aot", "java", "@java.options", "-jar", "interleave.jar"]

FROM service
COPY --from=training /tmp/interleave.aot ./
