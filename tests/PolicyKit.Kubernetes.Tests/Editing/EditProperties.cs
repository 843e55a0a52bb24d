using PolicyKit.Kubernetes.Editing;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Editing;

/// <summary>A patch gives the same, whether it is applied to the object or to its text.</summary>
public class EditProperties
{
    private const int Rounds = 1500;

    [Fact]
    public void A_text_that_is_edited_reads_as_the_object_that_is_patched()
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var texts = new RandomText(random);
            Value root = texts.Object();
            string text = texts.Write(root);
            Assert.Equal(root, Assert.Single(DocumentReader.Read(text)).Document!.RawRoot);
            JsonPatchOperation[] operations = [.. Operations(random, texts, root)];
            Value expected = new JsonPatch([.. operations]).Apply(root);
            EditedText edited = ManifestEditor.Apply(text, [new DocumentPatch(0, "", [.. operations])]);
            string told = $"seed {seed}\n{string.Join('\n', operations.Select(o => o.ToString()))}\n{text}\n{edited.Text}\n{string.Join('\n', edited.Refused)}";
            Assert.True(edited.Refused.IsEmpty, told);
            Assert.True(expected == Assert.Single(DocumentReader.Read(edited.Text)).Document!.RawRoot, told);
            if (!operations.Any(o => o.Action is JsonPatchAction.Replace or JsonPatchAction.Remove)) Assert.True(IsWithin(text, edited.Text), told);
        }
    }

    /// <summary>Operations that each fit what those before have made.</summary>
    private static IEnumerable<JsonPatchOperation> Operations(Random random, RandomText texts, Value root)
    {
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            PathStep[][] places = [.. Places(root, []).Where(p => p.Length > 0)];
            if (places.Length == 0) yield break;
            PathStep[] place = places[random.Next(places.Length)];
            Value at = place.Aggregate(root, (value, step) => step.Name is { } name ? value.Member(name) : value[step.Index]);
            string pointer = JsonPatch.PointerTo(place);
            JsonPatchOperation operation = (random.Next(3), at.Kind) switch
            {
                (0, ValueKind.Object) => new(JsonPatchAction.Add, pointer + "/new" + i, texts.Any()),
                (0, ValueKind.Array) => new(JsonPatchAction.Add, pointer + "/-", texts.Any()),
                (1, _) => new(JsonPatchAction.Replace, pointer, texts.Any()),
                _ => new(JsonPatchAction.Remove, pointer, default),
            };
            Value next = new JsonPatch([operation]).Apply(root);
            // A document without members is none.
            if (next.Count == 0) yield break;
            root = next;
            yield return operation;
        }
    }

    private static IEnumerable<PathStep[]> Places(Value value, PathStep[] path)
    {
        yield return path;
        if (value.Kind is not (ValueKind.Object or ValueKind.Array)) yield break;
        foreach ((Value key, Value member) in value.Entries)
        {
            PathStep step = key.TryGetString(out string? name) ? new PathStep(name) : new PathStep(int.Parse(key.ToJson(), System.Globalization.CultureInfo.InvariantCulture));
            foreach (PathStep[] below in Places(member, [.. path, step])) yield return below;
        }
    }

    /// <summary>Whether a text is another with characters added.</summary>
    private static bool IsWithin(string text, string longer)
    {
        int at = 0;
        foreach (char c in longer)
        {
            if (at < text.Length && text[at] == c) at++;
        }
        return at == text.Length;
    }
}
