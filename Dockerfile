# Both can be replaced by what you build on, such as a mirror: --build-arg BASE=registry.example.com/debian:13-slim
ARG JDK=eclipse-temurin:25-jdk
ARG BASE=debian:13-slim

# Stage 1 builds the jar, takes it apart, and makes a Java of the modules that it uses.
FROM ${JDK} AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -DskipTests package
# In layers, so that a change of the code replaces small ones.
RUN java -Djarmode=tools -jar target/interleave.jar extract --layers --destination extracted
# What jdeps cannot see: jdk.crypto.ec for providers that are loaded by name, jdk.jcmd for whoever looks into a container.
RUN jlink --no-header-files --no-man-pages --output java --add-modules jdk.crypto.ec,jdk.jcmd,$(jdeps \
      --print-module-deps --ignore-missing-deps --recursive --multi-release 25 \
      --class-path 'extracted/dependencies/lib/*' extracted/application/interleave.jar)
# The store's native code as a file: what is unpacked to /tmp at run time cannot be loaded where that is mounted noexec.
RUN mkdir native && cd native && jar --extract --file ../extracted/dependencies/lib/sqlite-jdbc-*.jar org/sqlite/native/Linux \
    && mv org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so . && rm -r org
COPY src/image src/image
RUN javac -d training src/image/Training.java

# Stage 2 is what runs, but for one file.
FROM ${BASE} AS service
LABEL org.opencontainers.image.title="Interleave" \
      org.opencontainers.image.description="Exact computations over HTTP, interleaved on one event loop" \
      org.opencontainers.image.licenses="Apache-2.0"

# A number, not a name: Kubernetes can see that it is not root.
RUN install -d -o 10001 -g 10001 /data
WORKDIR /app
# From what changes rarely to what changes with every commit.
COPY --from=build /build/java/ /opt/java/
COPY --from=build /build/native/ native/
COPY --from=build /build/extracted/dependencies/ ./
COPY --from=build /build/extracted/spring-boot-loader/ ./
COPY --from=build /build/extracted/snapshot-dependencies/ ./
COPY src/image/java.options src/image/healthy ./
COPY --from=build /build/extracted/application/ ./

# The service listens on loopback alone unless told otherwise, and nobody could reach that from outside of a container.
# So it asks for API keys; without INTERLEAVE_SECURITY_APIKEYS, it makes one at the first start and logs it.
ENV PATH=/opt/java/bin:$PATH \
    SERVER_ADDRESS=0.0.0.0 \
    INTERLEAVE_DATA_DIR=/data
EXPOSE 8080
VOLUME /data
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["bash", "healthy"]

# Exec form: java is process 1, gets SIGTERM itself and shuts the service down in order.
ENTRYPOINT ["java", "-XX:AOTCache=interleave.aot", "@java.options", "-jar", "interleave.jar"]

# Stage 3 runs that once, for practice: with what java learns there, the next start takes a fraction of the time.
FROM service AS training
COPY --from=build /build/training /training
RUN ["java", "-cp", "/training", "Training", "/tmp/interleave.aot", "java", "@java.options", "-jar", "interleave.jar"]

FROM service
COPY --from=training /tmp/interleave.aot ./
