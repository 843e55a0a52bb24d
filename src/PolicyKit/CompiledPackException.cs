namespace PolicyKit;

/// <summary>A compiled pack that cannot be used: it is damaged, made by another version, or needs what is not there.</summary>
public sealed class CompiledPackException : FormatException
{
    /// <summary>The pack is damaged.</summary>
    public CompiledPackException()
        : this("the compiled pack is damaged")
    {
    }

    /// <summary>What is wrong.</summary>
    public CompiledPackException(string message)
        : base(message)
    {
    }

    /// <summary>What is wrong, with a cause.</summary>
    public CompiledPackException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
