using System.Text;
using PolicyKit.Binding;
using PolicyKit.Packs;
using PolicyKit.Planning;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Tests.Engine;
using PolicyKit.Text;

namespace PolicyKit.Tests.Packs;

/// <summary>What is read of a pack is what was bound.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<SectionCase> Cases =>
    [
        .. SectionCase.ReadFolder("Planning", "plan"), .. SectionCase.ReadFolder("Screens", "screen"), .. SectionCase.ReadFolder("Engine/Decisions", DecisionCase.Labels),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Plans_are_those_of_the_texts(SectionCase section)
    {
        BindingSession bound = Bind(section.Trees);
        Assert.Equal(Plans(bound), Plans(Reload(bound, withTexts: true)));
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Symbols_are_those_of_the_texts(SectionCase section)
    {
        BindingSession bound = Bind(section.Trees);
        Assert.Equal(SessionText.Of(bound), SessionText.Of(Reload(bound, withTexts: false)));
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Written_again_it_is_the_same(SectionCase section)
    {
        byte[] bytes = PackWriter.Write(Bind(section.Trees), withTexts: true);
        var reloaded = new BindingSession(TestDomain.Instance);
        PackContent.Open(bytes, []).LoadInto(reloaded);
        reloaded.Tests.AddRange([.. reloaded.Tests.All]);
        Assert.Equal(bytes, PackWriter.Write(reloaded, withTexts: true));
    }

    internal static BindingSession Bind(IReadOnlyList<SyntaxTree> trees)
    {
        BindingSession session = Binder.Bind(TestDomain.Instance, trees, judgesModules: true);
        Assert.True(!session.Diagnostics.HasErrors, string.Join("\n", session.Diagnostics.ToImmutable()));
        return session;
    }

    private static BindingSession Reload(BindingSession bound, bool withTexts)
    {
        byte[] bytes = PackWriter.Write(bound, withTexts);
        SourceText[] texts = withTexts ? [] : [.. bound.Rules.Select(r => r.Location.Source).Concat(bound.Policies.Select(p => p.Location.Source)).OfType<SourceText>().Distinct()];
        var session = new BindingSession(TestDomain.Instance);
        PackContent.Open(bytes, [.. texts]).LoadInto(session);
        return session;
    }

    /// <summary>The plans of all rules, traced and not.</summary>
    private static string Plans(BindingSession session)
    {
        var text = new StringBuilder();
        foreach (RuleSymbol rule in session.Rules)
        {
            foreach (bool isTraced in (bool[])[false, true]) text.Append(PlanPrinter.Print(Planner.Plan(rule, session.Bodies[rule], session.MockedBuiltins, isTraced: isTraced)));
        }
        return text.ToString();
    }
}
