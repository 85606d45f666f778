# Stage 1 builds the jar and takes it apart into layers, so that a change of the code replaces one small layer.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src/main src/main
RUN ./mvnw -B -DskipTests package
RUN java -Djarmode=tools -jar target/interleave.jar extract --layers --destination extracted

# Stage 2 is what runs.
FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Interleave" \
      org.opencontainers.image.description="Exact computations over HTTP, interleaved on one event loop" \
      org.opencontainers.image.licenses="Apache-2.0"

# A number, not a name: Kubernetes can see that it is not root.
RUN install -d -o 10001 -g 10001 /data
WORKDIR /app
# From what changes rarely to what changes with every commit.
COPY --from=build /build/extracted/dependencies/ ./
COPY --from=build /build/extracted/spring-boot-loader/ ./
COPY --from=build /build/extracted/snapshot-dependencies/ ./
COPY --from=build /build/extracted/application/ ./

# The service listens on loopback alone unless told otherwise, and nobody could reach that from outside of a container.
# So it asks for API keys; without INTERLEAVE_SECURITY_APIKEYS, it makes one at the first start and logs it.
ENV SERVER_ADDRESS=0.0.0.0 \
    INTERLEAVE_DATA_DIR=/data
EXPOSE 8080
VOLUME /data
USER 10001:10001

# Exec form: java is process 1, gets SIGTERM itself and shuts the service down in order.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "--enable-native-access=ALL-UNNAMED", "-jar", "interleave.jar"]
