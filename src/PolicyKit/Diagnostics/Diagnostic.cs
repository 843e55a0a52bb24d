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
        Severity = descriptor.Severity;
        Location = location;
        Message = string.Format(CultureInfo.InvariantCulture, descriptor.MessageFormat, arguments);
    }

    private Diagnostic(Diagnostic other, DiagnosticSeverity severity) => (Descriptor, Severity, Location, Message) = (other.Descriptor, severity, other.Location, other.Message);

    /// <summary>A diagnostic of a kind that an embedder defines.</summary>
    /// <param name="descriptor">The kind.</param>
    /// <param name="location">Where.</param>
    /// <param name="arguments">What fills the message.</param>
    public static Diagnostic Create(DiagnosticDescriptor descriptor, Location location, params object?[] arguments) => new(descriptor, location, arguments);

    /// <summary>The kind of problem.</summary>
    public DiagnosticDescriptor Descriptor { get; }

    /// <summary>Stable id of the kind, such as <c>PK2001</c>.</summary>
    public string Id => Descriptor.Id;

    /// <summary>How grave it is: what the kind says, unless options say otherwise.</summary>
    public DiagnosticSeverity Severity { get; }

    /// <summary>Where it stands.</summary>
    public Location Location { get; }

    /// <summary>What is wrong, in one sentence.</summary>
    public string Message { get; }

    /// <summary>The same problem, taken more or less gravely.</summary>
    /// <param name="severity">How gravely.</param>
    public Diagnostic WithSeverity(DiagnosticSeverity severity) => severity == Severity ? this : new(this, severity);

    /// <summary><c>path:line:column: error PK2001: message</c>.</summary>
    public override string ToString() =>
        $"{(Location.Source is null ? "" : Location + ": ")}{Severity.ToString().ToLowerInvariant()} {Id}: {Message}";
}
