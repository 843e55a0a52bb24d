using System.Text;
using PolicyKit.Builtins.Re2;

namespace PolicyKit.Tests.Builtins;

/// <summary>What every match of an expression holds.</summary>
public sealed class RequiredTextTests
{
    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("^abc$", "abc")]
    [InlineData("a.bcd", "bcd & a")]
    [InlineData("(ab|cd)+x?", "ab cd")]
    [InlineData("ab|c*", "")]
    [InlineData("[ab]", "")]
    [InlineData("[ab]c", "c")]
    [InlineData("a?b", "b")]
    [InlineData("(?i)Key=", "key=")]
    [InlineData("(?i)(key|TOKEN)$", "key token")]
    [InlineData(@"\b(AKIA|ASIA)[A-Z]{16}", "AKIA ASIA")]
    [InlineData("x{0}y{2,}", "y")]
    [InlineData("(?i)x+://[^@]*@(cd|ef)", ":// & cd ef & x")]
    [InlineData("é", "é")]
    [InlineData("(?i)é", "")]
    [InlineData("", "")]
    public void Texts_are_those_of_every_way_to_match(string pattern, string expected) =>
        Assert.Equal(expected, string.Join(" & ", RequiredText.Of(Re2Parser.Parse(pattern).Root).Select(r => string.Join(' ', r.Texts))));

    [Theory]
    [InlineData("(?i)task", "a TASK", true)]
    [InlineData("(?i)task", "a taſk", true)]
    [InlineData("(?i)task", "a tasK", true)]
    [InlineData("(?i)task", "tas", false)]
    [InlineData("task", "a TASK", false)]
    [InlineData("😀", "so 😀", true)]
    public void Search_gives_what_matching_gives_however_often(string pattern, string text, bool expected)
    {
        var regex = Re2Regex.Parse(pattern);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(expected, regex.IsMatch(text)));
    }

    [Theory]
    [InlineData("(?i)task", "a TASK", true)]
    [InlineData("(?i)task", "a taſk", true)]
    [InlineData("task", "a TASK", false)]
    [InlineData("task", "atas", false)]
    [InlineData("task|ks|q", "tas", true)]
    [InlineData("task|ks", "tasks", true)]
    [InlineData("^(ab|cd)[0-9]*xyz", "cd7xy", false)]
    [InlineData("[0-9]", "", true)]
    [InlineData("ab", "", false)]
    public void Search_in_UTF_8_lets_through_what_may_match(string pattern, string text, bool expected)
    {
        Assert.Equal(expected, Re2Regex.Parse(pattern).MayMatch(Encoding.UTF8.GetBytes(text)));
        if (!expected) Assert.False(Re2Regex.Parse(pattern).IsMatch(text));
    }
}
