using System.Runtime.CompilerServices;

namespace PolicyKit;

public sealed partial class PolicyProgram
{
    /// <summary>
    /// Judges the objects of a stream, each as soon as it is read: JSON values in UTF-8 that follow each other, one a line or not (NDJSON, <c>kubectl get -w -o json</c>), arrays of objects and lists
    /// (<c>List</c>, <c>PodList</c>), whose items are judged one by one. Memory does not grow with the stream, and nothing is read ahead of what is asked for but what one read gives.
    /// </summary>
    /// <param name="utf8Json">The stream; it is left open.</param>
    /// <param name="options">Limits.</param>
    /// <returns>
    /// A decision for each object in order. An object that cannot be read is an error decision, after which the stream goes on behind it, or on the next line that starts an object; an array or a list that breaks is
    /// one and the last. The <c>items</c> of a list larger than an object may be are judged before its <c>kind</c> is known where that comes last, as kubectl writes it: they have to say what they are then.
    /// </returns>
    public IEnumerable<StreamDecision> EvaluateMany(Stream utf8Json, StreamOptions? options = null)
    {
        using var judge = new StreamJudge(this, options ?? StreamOptions.Default);
        while (true)
        {
            while (judge.TryNext(out StreamDecision decision)) yield return decision;
            if (judge.IsDone) yield break;
            judge.Take(utf8Json.Read(judge.Space().Span));
        }
    }

    /// <inheritdoc cref="EvaluateMany"/>
    /// <param name="utf8Json">The stream; it is left open.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Ends the reading, and the evaluation of an object.</param>
    public async IAsyncEnumerable<StreamDecision> EvaluateManyAsync(Stream utf8Json, StreamOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var judge = new StreamJudge(this, options ?? StreamOptions.Default, cancellationToken);
        while (true)
        {
            while (judge.TryNext(out StreamDecision decision))
            {
                yield return decision;
                cancellationToken.ThrowIfCancellationRequested();
            }
            if (judge.IsDone) yield break;
            judge.Take(await utf8Json.ReadAsync(judge.Space(), cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>What the elements of <c>items</c> are in an object of a kind; null when it is no list.</summary>
    internal ListItems? GetItems(string apiVersion, string kind) => _session.Domain.GetItems(apiVersion, kind);
}
