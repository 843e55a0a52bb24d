using System.Globalization;
using PolicyKit.Text;

namespace PolicyKit.Diagnostics;

/// <summary>How grave a diagnostic is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Probably not what was meant.</summary>
    Warning,

    /// <summary>Nothing is emitted.</summary>
    Error,
}

/// <summary>One kind of diagnostic: its id (<c>PK1xxx</c> syntax … <c>PK5xxx</c> policies), title and message.</summary>
/// <param name="Id">Stable id, such as <c>PK2001</c>.</param>
/// <param name="Title">A few words, as used in lists.</param>
/// <param name="MessageFormat">One lower-case sentence without a final period; <c>{0}</c> … are filled with the user's own text.</param>
/// <param name="Severity">Default severity.</param>
public sealed record DiagnosticDescriptor(string Id, string Title, string MessageFormat, DiagnosticSeverity Severity = DiagnosticSeverity.Error);

/// <summary>A problem found in a policy text: what, where, how grave.</summary>
public sealed class Diagnostic
{
    internal Diagnostic(DiagnosticDescriptor descriptor, Location location, params object?[] arguments)
    {
        Descriptor = descriptor;
        Location = location;
        Message = string.Format(CultureInfo.InvariantCulture, descriptor.MessageFormat, arguments);
    }

    private Diagnostic(DiagnosticDescriptor descriptor, Location location, string message) => (Descriptor, Location, Message) = (descriptor, location, message);

    /// <summary>A diagnostic of a kind that an embedder defines.</summary>
    /// <param name="descriptor">The kind.</param>
    /// <param name="location">Where.</param>
    /// <param name="arguments">What fills the message.</param>
    public static Diagnostic Create(DiagnosticDescriptor descriptor, Location location, params object?[] arguments) => new(descriptor, location, arguments);

    /// <summary>The same, and as grave as is said.</summary>
    internal Diagnostic WithSeverity(DiagnosticSeverity severity) => severity == Severity ? this : new Diagnostic(Descriptor with { Severity = severity }, Location, Message);

    /// <summary>The kind of problem.</summary>
    public DiagnosticDescriptor Descriptor { get; }

    /// <summary>Stable id of the kind, such as <c>PK2001</c>.</summary>
    public string Id => Descriptor.Id;

    /// <summary>How grave it is.</summary>
    public DiagnosticSeverity Severity => Descriptor.Severity;

    /// <summary>Where it stands.</summary>
    public Location Location { get; }

    /// <summary>What is wrong, in one sentence.</summary>
    public string Message { get; }

    /// <summary><c>path:line:column: error PK2001: message</c>.</summary>
    public override string ToString() =>
        $"{(Location.Source is null ? "" : Location + ": ")}{Severity.ToString().ToLowerInvariant()} {Id}: {Message}";
}
