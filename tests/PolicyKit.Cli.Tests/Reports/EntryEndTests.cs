using PolicyKit.Cli.Reports;

namespace PolicyKit.Cli.Tests.Reports;

/// <summary>Which part of a line an entry is. In the cases, <c>^</c> stands before where it starts and <c>$</c> before where it ends.</summary>
public sealed class EntryEndTests
{
    [Theory]
    [InlineData("  ^privileged: true$")]
    [InlineData("  ^privileged: true$   # why")]
    [InlineData("  ^image: a#b$")]
    [InlineData("  - ^name: web$")]
    [InlineData("  ^path: \"a # b\"$ # c")]
    [InlineData("  ^text: it's one, two$")]
    [InlineData("ports: [{^hostPort: 80$, containerPort: 80}]")]
    [InlineData("add: [^NET_ADMIN$, CHOWN]")]
    [InlineData("add: [NET_ADMIN, ^CHOWN$]")]
    [InlineData("env: [{name: A, ^value: 'x, y'$}, {name: B}]")]
    [InlineData("  ^limits: {cpu: 1, memory: 2}$")]
    [InlineData("  ^\"privileged\": true$,")]
    [InlineData("{\"a\": {^\"b\": [1, 2]$, \"c\": \"}\"}}")]
    [InlineData("  ^key: \"a \\\" # b\"$ # c")]
    public void Entry_ends(string marked)
    {
        int start = marked.IndexOf('^', StringComparison.Ordinal);
        string line = marked.Remove(start, 1);
        int end = line.IndexOf('$', StringComparison.Ordinal);

        Assert.Equal(end, EntryEnd.Find(line.Remove(end, 1), start));
    }

    [Theory]
    [InlineData("value: ^x")]
    [InlineData("\"a: b\":  ^x")]
    [InlineData("a:b: ^x")]
    [InlineData("^plain")]
    [InlineData("\"a\":^\"b\"")]
    public void Value_starts(string marked)
    {
        int start = marked.IndexOf('^', StringComparison.Ordinal);

        Assert.Equal(start, EntryEnd.FindValue(marked.Remove(start, 1), 0));
    }
}
