using PolicyKit.Diagnostics;

namespace PolicyKit.Tests.Diagnostics;

public sealed class SpellingTests
{
    private static readonly string[] Names = ["count", "contains", "pod_security", "--policy", "full"];

    [Theory]
    [InlineData("cuont", "; did you mean `count`?")]
    [InlineData("Pod-Security", "; did you mean `pod_security`?")]
    [InlineData("podsecurty", "; did you mean `pod_security`?")]
    [InlineData("--polciy", "; did you mean `--policy`?")]
    [InlineData("ful", "; did you mean `full`?")]
    [InlineData("fu", "")]
    [InlineData("mount_point", "")]
    [InlineData("", "")]
    public void The_nearest_name_is_offered(string word, string expected) => Assert.Equal(expected, Spelling.DidYouMean(word, Names));
}
