using System.Text;
using System.Text.Json;
using PolicyKit.Runtime;

namespace PolicyKit.Tests.Runtime;

public sealed class LooseJsonTests
{
    private static readonly JsonDocumentOptions Loose = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Texts that a reader takes which allows comments and trailing commas, and whether there are comments.</summary>
    public static TheoryData<string, bool> Texts => new()
    {
        { "{}", false },
        { """{"a": "//", "b": "/*", "c": "\"/*\\"}""", false },
        { """{"a\\": "\\\\", "b/": ["/"]}""", false },
        { """{"a": 1,}""", false },
        { "[1, [2,\n ], {\"b\": [],},\t]", false },
        { "[\",]\", \",\"]", false },
        { "// first\n{\"a\": 1}", true },
        { "{\"a\": 1, // last,\r\n}", true },
        { "{\"a\": 1 /* , } \" */, /**/ \"b\": 2, /*/*/ }", true },
        { "{\"a\": [1, /* ] */ ], \"b\": \"*/\"}// end", true },
        { "{\"a\": \"\\\\\"/* \" */}", true },
        { "[1] /* \n \" \n */", true },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_is_blanked_is_the_same_in_strict_json(string text, bool hasComments)
    {
        using JsonDocument expected = JsonDocument.Parse(text, Loose);
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        LooseJson.Blank(bytes);

        using JsonDocument blanked = JsonDocument.Parse(bytes);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, blanked.RootElement));
        Assert.Equal(text.Length, bytes.Length);
        Assert.Equal(text.Count(c => c == '\n'), bytes.Count(b => b == '\n'));
        Assert.Equal(!hasComments && !text.Contains(",}") && !text.Contains("\n ]"), text == Encoding.UTF8.GetString(bytes));
    }

    /// <summary>At every offset from a boundary of blocks.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void Comments_are_found_wherever_they_stand(string text, bool hasComments)
    {
        for (int before = 0; before < 130; before++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes($"\"{new string('/', before)}\"{text}");
            Assert.Equal(hasComments, LooseJson.HasComments(bytes));
            Assert.Equal(hasComments, LooseJson.HasComments([.. bytes, .. " \"//\""u8]));
        }
    }
}
