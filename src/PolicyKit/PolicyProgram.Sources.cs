using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using PolicyKit.Emit;
using PolicyKit.Emit.Screens;
using PolicyKit.Runtime;

namespace PolicyKit;

public sealed partial class PolicyProgram
{
    /// <inheritdoc cref="Evaluate(ReadOnlySpan{byte})"/>
    public Decision Evaluate(byte[] utf8Json) => Evaluate(utf8Json.AsSpan(), CancellationToken.None);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{byte}, CancellationToken)"/>
    public Decision Evaluate(byte[] utf8Json, CancellationToken cancellation) => Evaluate(utf8Json.AsSpan(), cancellation);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{byte})"/>
    public Decision Evaluate(ReadOnlyMemory<byte> utf8Json) => Evaluate(utf8Json.Span, CancellationToken.None);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{byte}, CancellationToken)"/>
    public Decision Evaluate(ReadOnlyMemory<byte> utf8Json, CancellationToken cancellation) => Evaluate(utf8Json.Span, cancellation);

    /// <inheritdoc cref="Evaluate(in ReadOnlySequence{byte}, CancellationToken)"/>
    public Decision Evaluate(in ReadOnlySequence<byte> utf8Json) => Evaluate(utf8Json, CancellationToken.None);

    /// <inheritdoc cref="Evaluate(ReadOnlySpan{byte}, CancellationToken)"/>
    /// <param name="utf8Json">The text; of several segments it is copied into a pooled buffer.</param>
    /// <param name="cancellation">Ends the evaluation; see <see cref="PolicyInput.Cancellation"/>.</param>
    public Decision Evaluate(in ReadOnlySequence<byte> utf8Json, CancellationToken cancellation)
    {
        if (utf8Json.IsSingleSegment) return Evaluate(utf8Json.FirstSpan, cancellation);
        int length = checked((int)utf8Json.Length);
        byte[] text = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            utf8Json.CopyTo(text);
            return Evaluate(text.AsSpan(0, length), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    /// <inheritdoc cref="Evaluate(JsonElement, CancellationToken)"/>
    public Decision Evaluate(JsonElement element) => Evaluate(element, CancellationToken.None);

    /// <summary>
    /// Judges what an element holds, as <see cref="Evaluate(ReadOnlySpan{byte})"/> judges the text that it was parsed from: a key that is repeated makes the decision an error, though a
    /// <see cref="JsonDocument"/> takes it. Comments and trailing commas, which the document may have allowed, are no part of the object. How deep parts may nest that no policy reads is for the document's own limit.
    /// </summary>
    /// <param name="element">The object.</param>
    /// <param name="cancellation">Ends the evaluation; see <see cref="PolicyInput.Cancellation"/>.</param>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The element's document is disposed.</exception>
    public Decision Evaluate(JsonElement element, CancellationToken cancellation)
    {
        ReadOnlySpan<byte> text = JsonSource.TextOf(element);
        if (TryAllow(element, text, cancellation) is { } allow) return allow;
        if (!LooseJson.HasComments(text) && Evaluate(text, out _, cancellation) is { } decision) return decision;
        byte[] strict = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            text.CopyTo(strict);
            LooseJson.Blank(strict.AsSpan(0, text.Length));
            return Evaluate(strict.AsSpan(0, text.Length), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(strict);
        }
    }

    /// <summary>The decision on an element in which nothing is found; null when it takes its text to tell.</summary>
    private Decision? TryAllow(JsonElement element, ReadOnlySpan<byte> text, CancellationToken cancellation)
    {
        if (_profile is not null || _review is { DecidesAll: true } || !ElementNodes.TryFindKind(element, out ReadOnlySpan<byte> apiVersion, out ReadOnlySpan<byte> kind)) return null;
        if (_kinds.Find(apiVersion, kind) is not { Screen: { IsAll: true } screen, IsFaulty: false } plan || !Utf8.IsValid(text)) return null;
        EvalContext context = Rent(_limits, cancellation);
        try
        {
            if (!context.Elements.IsWorthwhile()) return null;
            context.Defer(context.UnreadInput, _params, _data);
            return screen.AllowsElement(context, element) ? plan.Allow : null;
        }
        catch (Exception exception) when (Is<UnreadException>(exception))
        {
            context.Elements.Disappoint(ended: true);
            return null;
        }
        finally
        {
            context.Elements.Clear();
            Return(context);
        }
    }

    /// <inheritdoc cref="Evaluate(JsonNode?, CancellationToken)"/>
    public Decision Evaluate(JsonNode? node) => Evaluate(node, CancellationToken.None);

    /// <summary>Judges a node by what is written of it now. A node that cannot be written makes the decision an error.</summary>
    /// <param name="node">The object.</param>
    /// <param name="cancellation">Ends the evaluation; see <see cref="PolicyInput.Cancellation"/>.</param>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public Decision Evaluate(JsonNode? node, CancellationToken cancellation)
    {
        JsonSource source = JsonSource.Rent();
        try
        {
            return Evaluate(node is null ? "null"u8 : source.Write(node), cancellation);
        }
        catch (DocumentException exception)
        {
            return InvalidInput(exception.Message);
        }
        finally
        {
            source.Return();
        }
    }

    /// <summary>The decision on a value that is JSON already; null when it is an object of another type.</summary>
    private Decision? TryEvaluateJson<T>(T value, CancellationToken cancellation) => value switch
    {
        JsonElement element => Evaluate(element, cancellation),
        JsonDocument document => Evaluate(document.RootElement, cancellation),
        JsonNode node => Evaluate(node, cancellation),
        byte[] text => Evaluate(text, cancellation),
        ReadOnlyMemory<byte> text => Evaluate(text, cancellation),
        Memory<byte> text => Evaluate(text.Span, cancellation),
        ArraySegment<byte> text => Evaluate(text.AsSpan(), cancellation),
        ReadOnlySequence<byte> text => Evaluate(text, cancellation),
        _ => null,
    };
}
