package p

deny := "privileged" if input.spec.privileged
^^^^^^^^^^^^^^^^^^^^ PK5015 `deny` is no set of findings and is not judged; write `deny contains message if { … }`
