{{/* Name of the chart, as it appears in labels. */}}
{{- define "interleave.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 53 | trimSuffix "-" }}
{{- end }}

{{/* Name of all objects. At most 52 characters: a StatefulSet adds a suffix of its own to the labels of its pods. */}}
{{- define "interleave.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- $name := include "interleave.name" . }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{/* Labels that the Service and the controllers select pods by; must not change between releases. */}}
{{- define "interleave.selectorLabels" -}}
app.kubernetes.io/name: {{ include "interleave.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* Labels of all objects. */}}
{{- define "interleave.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "interleave.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* The path prefix of the service; empty for none. */}}
{{- define "interleave.contextPath" -}}
{{- .Values.config.contextPath | default "" }}
{{- end }}

{{/* The image, by digest if one is set. */}}
{{- define "interleave.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* The settings under `config` that are set, as environment variables. Whole numbers pass through int64: Helm holds
     them as floating point and would write a million as 1e+06. */}}
{{- define "interleave.settings" -}}
{{- with .Values.config }}
{{- if not (kindIs "invalid" .maxN) }}
- name: INTERLEAVE_LIMITS_MAX_N
  value: {{ .maxN | int64 | quote }}
{{- end }}
{{- if not (kindIs "invalid" .queueCapacity) }}
- name: INTERLEAVE_LIMITS_QUEUE_CAPACITY
  value: {{ .queueCapacity | int64 | quote }}
{{- end }}
{{- if .contextPath }}
- name: SERVER_SERVLET_CONTEXT_PATH
  value: {{ .contextPath | quote }}
{{- end }}
{{- if .publicUrl }}
- name: INTERLEAVE_PUBLIC_URL
  value: {{ .publicUrl | quote }}
{{- end }}
{{- if .scheduling }}
- name: INTERLEAVE_EVENT_LOOP_SCHEDULING
  value: {{ .scheduling | quote }}
{{- end }}
{{- if .retention }}
- name: INTERLEAVE_RETENTION_FINISHED_JOBS
  value: {{ .retention | quote }}
{{- end }}
{{- end }}
{{- include "interleave.quota" . }}
{{- end }}

{{/* General quotas as environment variables; quotas of single owners as JSON, because variables cannot contain owner names. */}}
{{- define "interleave.quota" -}}
{{- with .Values.quota }}
{{- if not (kindIs "invalid" .requestsPerSecond) }}
- name: INTERLEAVE_QUOTA_REQUESTS_PER_SECOND
  value: {{ .requestsPerSecond | int64 | quote }}
{{- end }}
{{- if not (kindIs "invalid" .requestBurst) }}
- name: INTERLEAVE_QUOTA_REQUEST_BURST
  value: {{ .requestBurst | int64 | quote }}
{{- end }}
{{- if not (kindIs "invalid" .jobsInFlight) }}
- name: INTERLEAVE_QUOTA_JOBS_IN_FLIGHT
  value: {{ .jobsInFlight | int64 | quote }}
{{- end }}
{{- if not (kindIs "invalid" .queuedJobs) }}
- name: INTERLEAVE_QUOTA_QUEUED_JOBS
  value: {{ .queuedJobs | int64 | quote }}
{{- end }}
{{- if .loopTimePerHour }}
- name: INTERLEAVE_QUOTA_LOOP_TIME_PER_HOUR
  value: {{ .loopTimePerHour | quote }}
{{- end }}
{{- if .storedResults }}
- name: INTERLEAVE_QUOTA_STORED_RESULTS
  value: {{ .storedResults | quote }}
{{- end }}
{{- if .owners }}
{{- $owners := dict }}
{{- range $name, $limits := .owners }}
{{- $_ := set $owners (printf "[%s]" $name) $limits }}
{{- end }}
- name: SPRING_APPLICATION_JSON
  value: {{ dict "interleave" (dict "quota" (dict "owners" $owners)) | toJson | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* URL and credentials of the database; the credentials are references to secrets. */}}
{{- define "interleave.database" -}}
{{- if .Values.postgresql.enabled }}
{{- $cluster := .Values.postgresql.cloudNativePg.cluster }}
{{- $secret := .Values.postgresql.existingSecret | default (printf "%s-app" $cluster) }}
- name: SPRING_DATASOURCE_URL
{{- if $cluster }}
  value: {{ printf "jdbc:postgresql://%s-rw:5432/%s" $cluster .Values.postgresql.cloudNativePg.database | quote }}
{{- else }}
  value: {{ .Values.postgresql.url | quote }}
{{- end }}
- name: SPRING_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ .Values.postgresql.usernameKey }}
- name: SPRING_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ .Values.postgresql.passwordKey }}
{{- end }}
{{- if .Values.webhooks.existingSecret }}
- name: INTERLEAVE_WEBHOOKS_SECRET_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .Values.webhooks.existingSecret }}
      key: {{ .Values.webhooks.key }}
{{- end }}
{{- with .Values.webhooks.allowedNetworks }}
- name: INTERLEAVE_WEBHOOKS_ALLOWED_NETWORKS
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
