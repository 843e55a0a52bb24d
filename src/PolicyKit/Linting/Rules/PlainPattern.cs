using System.Buffers;
using PolicyKit.Diagnostics;
using PolicyKit.Syntax;

namespace PolicyKit.Linting.Rules;

/// <summary>A pattern of <c>regex.match</c> that is only text, between anchors or not.</summary>
internal sealed class PlainPattern() : LintRule(Descriptors.PlainPattern)
{
    private static readonly SearchValues<char> Metacharacters = SearchValues.Create(@"\.+*?()|[]{}^$");

    public override void Check(LintContext context)
    {
        foreach (CallExpressionSyntax call in context.Nodes<CallExpressionSyntax>())
        {
            if (context.ArgumentsOf(call, "regex.match") is not [var pattern, var subject] || pattern.Text() is not { Length: > 0 } text) continue;
            bool isStart = text.StartsWith('^'), isEnd = text.EndsWith('$');
            string plain = text[(isStart ? 1 : 0)..Math.Max(isStart ? 1 : 0, text.Length - (isEnd ? 1 : 0))];
            if (plain.Length == 0 || plain.AsSpan().ContainsAny(Metacharacters)) continue;
            string other = (isStart, isEnd) switch
            {
                (true, true) => $"{subject} == \"{plain}\"",
                (true, false) => $"startswith({subject}, \"{plain}\")",
                (false, true) => $"endswith({subject}, \"{plain}\")",
                _ => $"contains({subject}, \"{plain}\")",
            };
            context.Report(pattern.Location, text, other);
        }
    }
}
