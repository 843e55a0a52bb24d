# What a well-run team would agree with. Each line: a policy's id, or a pattern with `*`, and enforce, warn, audit or off; of two lines the later one counts.
# enforce: what the API server would refuse, what contradicts itself, and rights for everybody. warn: what most teams mend when told. off: what is a matter of choice.

* off

pod_security.baseline.* enforce
pod_security.restricted.* warn
pod_security.configuration warn

hardening.* off
hardening.invalid_security_context enforce
hardening.app_armor_annotation warn
hardening.container_runtime_socket warn
hardening.seccomp_annotation warn

secrets.* off
secrets.argument_names warn
secrets.argument_values warn
secrets.config_map_names warn
secrets.config_map_settings warn
secrets.config_map_values warn
secrets.env_names warn
secrets.env_values warn
secrets.last_applied warn
secrets.long_lived_token warn

sandbox.* off
sandbox.runtime_class_exists enforce

operations.* off
operations.removed_api_versions enforce
operations.deprecated_api_versions warn

images.* off
images.invalid_name enforce
images.latest warn

supply_chain.* off

resources.* off
resources.extended_resources enforce
resources.invalid_quantity enforce
resources.requests_above_limits enforce
resources.fractional_memory warn
resources.memory_limit warn

reliability.* off
reliability.invalid_* enforce
reliability.disruption_budget warn
reliability.disruption_budget_overlap warn
reliability.disruption_budget_replicas warn
reliability.grace_period warn
reliability.pre_stop_sleep warn
reliability.replicas_beside_autoscaler warn

namespaces.* off
namespaces.invalid_pod_security_labels enforce

rbac.* off
rbac.anonymous_subjects enforce
rbac.cluster_admin_default_account enforce
rbac.invalid_binding enforce
rbac.invalid_rules enforce
rbac.broad_groups warn
rbac.certificate_approval warn
rbac.cluster_admin_binding warn
rbac.constrained_impersonation warn
rbac.dangling_role warn
rbac.escalation_verbs warn
rbac.impersonation warn
rbac.ineffective_rules warn
rbac.nodes_proxy warn
rbac.secrets_read warn
rbac.token_create warn
rbac.wildcards warn

network.* off
network.invalid_cidr enforce
network.invalid_rule enforce
network.ingress_nginx_injection enforce
network.policy_types enforce
network.ambiguous_cidr warn
network.deny_all_name warn
network.egress_isolation warn
network.external_ips warn
network.ingress_nginx_snippets warn
network.open_egress warn

mesh.* off
mesh.istio_denies_nothing warn
mesh.istio_ignored_ports warn

# What kubeadm sets up passes; what it leaves open is a decision.
control_plane.* warn
control_plane.anonymous_auth off
control_plane.audit_log off
control_plane.audit_log_retention off
control_plane.authenticators off
control_plane.authorization_webhook off
control_plane.bind_address off
control_plane.encryption_provider off
control_plane.kubelet_certificate_authority off
control_plane.kubelet_event_rate off
control_plane.kubelet_hostname_override off
control_plane.kubelet_pod_pids_limit off
control_plane.kubelet_protect_kernel_defaults off
control_plane.kubelet_serving_certificate off
control_plane.profiling off
control_plane.recommended_admission_plugins off

audit.* off
