using System.Collections.Frozen;

namespace PolicyKit.Builtins;

/// <summary>OPA's builtins that this language does not have, and why.</summary>
internal static class LeftOutBuiltins
{
    private const string
        Network = "policies do not reach the network",
        Random = "policies do not read randomness",
        Host = "policies do not read the host they run on",
        Tokens = "tokens and certificates are judged by the API server's authenticators",
        Schemas = "schemas are checked when a policy is compiled",
        Graphql = "Kubernetes objects hold no GraphQL",
        Compiler = "policies do not compile policies",
        Rendering = "messages are written as template strings",
        Tracing = "use `print`, or the evaluation's own trace",
        Globs = "compare a glob with a string by `glob.match`",
        Uuids = "nothing in a Kubernetes object depends on the parts of a UUID",
        Yaml = "the core reads JSON; YAML is read before a policy runs";

    public static FrozenDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["crypto.parse_private_keys"] = Tokens,
        ["crypto.x509.parse_and_verify_certificates"] = Tokens,
        ["crypto.x509.parse_and_verify_certificates_with_options"] = Tokens,
        ["crypto.x509.parse_certificate_request"] = Tokens,
        ["crypto.x509.parse_certificates"] = Tokens,
        ["crypto.x509.parse_keypair"] = Tokens,
        ["crypto.x509.parse_rsa_private_key"] = Tokens,
        ["graphql.is_valid"] = Graphql,
        ["graphql.parse"] = Graphql,
        ["graphql.parse_and_verify"] = Graphql,
        ["graphql.parse_query"] = Graphql,
        ["graphql.parse_schema"] = Graphql,
        ["graphql.schema_is_valid"] = Graphql,
        ["http.send"] = Network,
        ["io.jwt.decode"] = Tokens,
        ["io.jwt.decode_verify"] = Tokens,
        ["io.jwt.encode_sign"] = Tokens,
        ["io.jwt.encode_sign_raw"] = Tokens,
        ["io.jwt.verify_eddsa"] = Tokens,
        ["io.jwt.verify_es256"] = Tokens,
        ["io.jwt.verify_es384"] = Tokens,
        ["io.jwt.verify_es512"] = Tokens,
        ["io.jwt.verify_hs256"] = Tokens,
        ["io.jwt.verify_hs384"] = Tokens,
        ["io.jwt.verify_hs512"] = Tokens,
        ["io.jwt.verify_ps256"] = Tokens,
        ["io.jwt.verify_ps384"] = Tokens,
        ["io.jwt.verify_ps512"] = Tokens,
        ["io.jwt.verify_rs256"] = Tokens,
        ["io.jwt.verify_rs384"] = Tokens,
        ["io.jwt.verify_rs512"] = Tokens,
        ["json.match_schema"] = Schemas,
        ["json.verify_schema"] = Schemas,
        ["net.lookup_ip_addr"] = Network,
        ["opa.runtime"] = Host,
        ["providers.aws.sign_req"] = Network,
        ["rand.intn"] = Random,
        ["regex.globs_match"] = Globs,
        ["rego.metadata.chain"] = Compiler,
        ["rego.metadata.rule"] = Compiler,
        ["rego.parse_module"] = Compiler,
        ["strings.render_template"] = Rendering,
        ["trace"] = Tracing,
        ["uuid.parse"] = Uuids,
        ["uuid.rfc4122"] = Random,
        ["yaml.is_valid"] = Yaml,
        ["yaml.marshal"] = Yaml,
        ["yaml.unmarshal"] = Yaml,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
