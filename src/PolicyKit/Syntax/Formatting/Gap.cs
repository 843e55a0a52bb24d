namespace PolicyKit.Syntax.Formatting;

/// <summary>What stands between two tokens when no comment does.</summary>
internal enum GapKind
{
    /// <summary>Nothing.</summary>
    Glue,

    /// <summary>A space.</summary>
    Space,

    /// <summary>A line break where the author made one, else a space.</summary>
    Soft,

    /// <summary>A line break.</summary>
    Break,
}

/// <summary>Which of the author's blank lines stay; never two in a row.</summary>
[Flags]
internal enum BlankLines
{
    None = 0,

    /// <summary>Those between comments.</summary>
    Inner = 1,

    /// <summary>The one before the first comment, or before the token when there are no comments.</summary>
    First = 2,

    /// <summary>The one before the token.</summary>
    BeforeToken = 4,

    /// <summary>Every one.</summary>
    All = Inner | First | BeforeToken,
}

/// <summary>The gap before a token.</summary>
/// <param name="Kind">What it is when it holds no comments; with comments it is a line break.</param>
/// <param name="Level">The indentation of the token when it is first on its line.</param>
/// <param name="CommentLevel">The indentation of comments on lines of their own before it.</param>
/// <param name="Blanks">Which blank lines stay.</param>
internal readonly record struct Gap(GapKind Kind, int Level, int CommentLevel, BlankLines Blanks)
{
    public static Gap Glue(int level) => new(GapKind.Glue, level, level, BlankLines.None);

    public static Gap Space(int level) => new(GapKind.Space, level, level, BlankLines.None);

    public static Gap Soft(int level) => new(GapKind.Soft, level, level, BlankLines.None);

    /// <summary>Before the first or another item of what has a line for each.</summary>
    public static Gap Item(int level, bool isFirst) =>
        new(GapKind.Break, level, level, isFirst ? BlankLines.Inner | BlankLines.BeforeToken : BlankLines.All);

    /// <summary>Before the bracket that closes lines of items.</summary>
    public static Gap Closing(int level, bool isEmpty = false) =>
        new(GapKind.Break, level, level + 1, BlankLines.Inner | (isEmpty ? BlankLines.None : BlankLines.First));
}
