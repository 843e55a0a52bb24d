# Pod Security Standards, level restricted, and nothing else. The baseline controls that a restricted one overrides are left out by that one.
* off
pod_security.baseline.* enforce
pod_security.restricted.* enforce
