# METADATA
# {"scope": "packages"}
            ^^^^^^^^^^^ PK4008 this comment is no METADATA as it should be: `packages` is no scope; did you mean `package`? (scopes: rule, document, package, subpackages)
package p

a := 1
