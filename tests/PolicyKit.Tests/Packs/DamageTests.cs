using System.Buffers.Binary;
using PolicyKit.Binding;
using PolicyKit.Packs;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;

namespace PolicyKit.Tests.Packs;

/// <summary>Bytes that are no pack, or not as they were written.</summary>
public sealed class DamageTests
{
    private const string Policies = """
        package a.b

        policy small {
            title: "Small"
            match: workloads, Service
            param most: int = 3
            param names: {string: [number]} = {"a": [1.50, 99999999999999999999]}

            deny at c.image because $"{c.name} has {count(c.ports)} ports" fix unsafe set "x" at [d.image | some d in containers] if {
                some c in containers
                count(c.ports) > params.most
                not allowed(c, {"x", "y"})
            }

            warn at [n | n := object.metadata.labels[_]] if every k, v in object.metadata.labels { startswith(v, k) }

            allowed(c, set) if c.name in set
            allowed(c, _) if { some i; c.args[i] == "x"; names := {k: v | some k, v in params.names}; names.a[_] = i }

            test "none" {
                given `{apiVersion: v1, kind: Pod, spec: {containers: []}}`
                with params.most as 4
                expect allow
            }
        }

        p[x][y] := z if z := input[x][y]

        q := input.a if input.b else := 3
        """;

    private static readonly byte[] Bytes = PackWriter.Write(RoundTripTests.Bind([SyntaxTree.Parse(Policies)]), withTexts: true);

    /// <summary>The length of the library's version stands after magic and format; content after that, and the checksum.</summary>
    private static readonly int Sum = 16 + BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(12));

    [Fact]
    public void Undamaged_it_is_read() => ReadAll(Bytes);

    [Fact]
    public void A_part_is_no_pack()
    {
        for (int length = 0; length < Bytes.Length; length++) Assert.Throws<CompiledPackException>(() => ReadAll(Bytes[..length]));
    }

    [Fact]
    public void More_is_no_pack() => Assert.Throws<CompiledPackException>(() => ReadAll([.. Bytes, 0]));

    [Fact]
    public void A_changed_bit_is_found()
    {
        for (int i = 0; i < Bytes.Length; i++)
        {
            byte[] changed = [.. Bytes];
            changed[i] ^= (byte)(1 << (i % 8));
            Assert.Throws<CompiledPackException>(() => ReadAll(changed));
        }
    }

    /// <summary>Where somebody has made the checksum right, what is read is a program or an error.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0x7F)]
    [InlineData(0x80)]
    [InlineData(0xFF)]
    public void A_forged_byte_ends_in_an_error_at_worst(byte difference)
    {
        int refused = 0;
        for (int i = Sum + sizeof(ulong); i < Bytes.Length; i++)
        {
            byte[] forged = [.. Bytes];
            forged[i] ^= difference;
            BinaryPrimitives.WriteUInt64LittleEndian(forged.AsSpan(Sum), PackFormat.Checksum(forged.AsSpan(Sum + sizeof(ulong))));
            try
            {
                ReadAll(forged);
            }
            catch (CompiledPackException)
            {
                refused++;
            }
        }
        Assert.NotEqual(0, refused);
    }

    [Theory]
    [InlineData(0, "this is no compiled pack")]
    [InlineData(8, "build it again")]
    [InlineData(16, "build it again")]
    public void What_is_wrong_is_said(int position, string message)
    {
        byte[] changed = [.. Bytes];
        changed[position]++;
        Assert.Contains(message, Assert.Throws<CompiledPackException>(() => CompiledPack.Read(changed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_domain_must_have_what_the_pack_reads() =>
        Assert.Contains("`containers`", Assert.Throws<CompiledPackException>(() => PolicyProgram.Load([CompiledPack.Read(Bytes)])).Message, StringComparison.Ordinal);

    private static void ReadAll(byte[] bytes)
    {
        var session = new BindingSession(TestDomain.Instance);
        PackContent.Open(bytes, []).LoadInto(session);
        foreach (RuleSymbol rule in session.Rules) _ = session.Bodies[rule];
        foreach (PolicySymbol policy in session.Policies) _ = policy.Reads;
        foreach (RuleSymbol rule in session.Rules) _ = rule.Location.ToString();
        _ = session.Tests.All.Count();
    }
}
