using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyKit.Runtime;

namespace PolicyKit;

public sealed partial class PolicyProgram
{
    /// <inheritdoc cref="Evaluate(ReadOnlySpan{byte})"/>
    /// <param name="utf8Json">The text; of several segments it is copied into a pooled buffer.</param>
    public Decision Evaluate(in ReadOnlySequence<byte> utf8Json)
    {
        if (utf8Json.IsSingleSegment) return Evaluate(utf8Json.FirstSpan);
        int length = checked((int)utf8Json.Length);
        byte[] text = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            utf8Json.CopyTo(text);
            return Evaluate(text.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    /// <summary>
    /// Judges what an element holds by the text that it was parsed from, as <see cref="Evaluate(ReadOnlySpan{byte})"/> does: a key that is repeated makes the decision an error, though a
    /// <see cref="JsonDocument"/> takes it. Comments and trailing commas, which the document may have allowed, are no part of the object.
    /// </summary>
    public Decision Evaluate(JsonElement element)
    {
        ReadOnlySpan<byte> text = JsonSource.TextOf(element);
        if (!LooseJson.HasComments(text) && Evaluate(text, out _) is { } decision) return decision;
        byte[] strict = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            text.CopyTo(strict);
            LooseJson.Blank(strict.AsSpan(0, text.Length));
            return Evaluate(strict.AsSpan(0, text.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(strict);
        }
    }

    /// <summary>Judges a node by what is written of it now. A node that cannot be written makes the decision an error.</summary>
    public Decision Evaluate(JsonNode? node)
    {
        JsonSource source = JsonSource.Rent();
        try
        {
            return Evaluate(node is null ? "null"u8 : source.Write(node));
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
    private Decision? TryEvaluateJson<T>(T value) => value switch
    {
        JsonElement element => Evaluate(element),
        JsonDocument document => Evaluate(document.RootElement),
        JsonNode node => Evaluate(node),
        _ => null,
    };
}
