{{/* The pod of the service: its template is the same for both stores. */}}
{{- define "interleave.pod" -}}
metadata:
  labels:
    {{- include "interleave.labels" . | nindent 4 }}
spec:
  serviceAccountName: {{ include "interleave.fullname" . }}
  automountServiceAccountToken: false
  # Otherwise Kubernetes would set variables such as INTERLEAVE_PORT, which look like settings of the service.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds | int64 }}
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: {{ .Values.podSecurity.runAsUser | int64 }}
    runAsGroup: {{ .Values.podSecurity.runAsGroup | int64 }}
    fsGroup: {{ .Values.podSecurity.fsGroup | int64 }}
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if .Values.postgresql.enabled }}
  {{- with .Values.topologySpread }}
  topologySpreadConstraints:
    {{- range .topologyKeys }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: {{ $.Values.topologySpread.whenUnsatisfiable }}
      labelSelector:
        matchLabels:
          {{- include "interleave.selectorLabels" $ | nindent 10 }}
    {{- end }}
  {{- end }}
  {{- end }}
  containers:
    - name: interleave
      image: {{ include "interleave.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop:
            - ALL
      ports:
        - name: http
          containerPort: 8080
          protocol: TCP
      env:
        - name: SERVER_ADDRESS
          value: "0.0.0.0"
        - name: SERVER_PORT
          value: "8080"
        - name: INTERLEAVE_DATA_DIR
          value: /data
        {{- if .Values.apiKeys.existingSecret }}
        - name: INTERLEAVE_SECURITY_APIKEYS
          valueFrom:
            secretKeyRef:
              name: {{ .Values.apiKeys.existingSecret }}
              key: {{ .Values.apiKeys.secretKey }}
        {{- end }}
        {{- with .Values.jwt }}
        {{- if .issuerUri }}
        - name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI
          value: {{ .issuerUri | quote }}
        {{- with .audiences }}
        - name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES
          value: {{ join "," . | quote }}
        {{- end }}
        {{- with .roleClaims }}
        - name: INTERLEAVE_SECURITY_JWT_ROLECLAIMS
          value: {{ join "," . | quote }}
        {{- end }}
        - name: INTERLEAVE_SECURITY_JWT_ROLEPREFIX
          value: {{ .rolePrefix | quote }}
        {{- end }}
        {{- end }}
        {{- with include "interleave.database" . | trim }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- with include "interleave.settings" . | trim }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- with .Values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      # Load balancers remove the pod before the service stops accepting requests.
      lifecycle:
        preStop:
          exec:
            command: ["sleep", "5"]
      startupProbe:
        httpGet:
          path: {{ include "interleave.contextPath" . }}/actuator/health/liveness
          port: http
        periodSeconds: {{ .Values.probes.startup.periodSeconds | int64 }}
        failureThreshold: {{ .Values.probes.startup.failureThreshold | int64 }}
      livenessProbe:
        httpGet:
          path: {{ include "interleave.contextPath" . }}/actuator/health/liveness
          port: http
        periodSeconds: {{ .Values.probes.liveness.periodSeconds | int64 }}
        failureThreshold: {{ .Values.probes.liveness.failureThreshold | int64 }}
        timeoutSeconds: 3
      readinessProbe:
        httpGet:
          path: {{ include "interleave.contextPath" . }}/actuator/health/readiness
          port: http
        periodSeconds: {{ .Values.probes.readiness.periodSeconds | int64 }}
        failureThreshold: {{ .Values.probes.readiness.failureThreshold | int64 }}
        timeoutSeconds: 3
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      volumeMounts:
        - name: data
          mountPath: /data
        - name: tmp
          mountPath: /tmp
  volumes:
    # The root file system is read-only; Java and the store extract native code here.
    - name: tmp
      emptyDir: {}
    {{- if or .Values.postgresql.enabled (not .Values.persistence.enabled) }}
    - name: data
      emptyDir: {}
    {{- end }}
{{- end }}
