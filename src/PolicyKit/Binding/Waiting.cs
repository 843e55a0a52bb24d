using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PolicyKit.Symbols;

namespace PolicyKit.Binding;

/// <summary>
/// Items of which each can be taken when variables have values, and may give values to others. The first that can be taken comes next; one that could not is tried again only when one of its variables has got a
/// value, so that an item is not tried for each item before it.
/// </summary>
/// <param name="items">The items in the order of the text.</param>
/// <param name="visit">Collects the variables of an item.</param>
/// <param name="log">The variables that have got values, growing as items are taken.</param>
internal sealed class Waiting<T>(ImmutableArray<T> items, Action<T, VariableCollector> visit, IReadOnlyList<LocalSymbol> log)
{
    private readonly PriorityQueue<int, int> _woken = new();
    private readonly Dictionary<LocalSymbol, List<int>> _waitingFor = [];
    private readonly bool[] _isTaken = new bool[items.Length];
    private readonly bool[] _isWaiting = new bool[items.Length];
    private int _read = log.Count;
    private int _untried;
    private int _firstLeft;
    private int _taken;
    private int _takenBeforeRetry = -1;

    public bool IsEmpty => _taken == items.Length;

    /// <summary>Those that are left.</summary>
    public IEnumerable<T> Rest => items.Where((_, i) => !_isTaken[i]);

    /// <summary>Takes the first item that can be taken; none when there is no such item.</summary>
    public bool TryTake(Func<T, bool> canTake, [MaybeNullWhen(false)] out T item)
    {
        while (Next() is { } index)
        {
            item = items[index];
            if (_isTaken[index]) continue;
            if (canTake(item))
            {
                Take(index);
                return true;
            }
            Await(index);
        }
        item = default;
        return false;
    }

    /// <summary>Takes the first item that can be taken, or else the first that is left.</summary>
    public bool TryTakeAny(Func<T, bool> canTake, [MaybeNullWhen(false)] out T item)
    {
        if (TryTake(canTake, out item)) return true;
        if (IsEmpty) return false;
        while (_isTaken[_firstLeft]) _firstLeft++;
        item = items[_firstLeft];
        Take(_firstLeft);
        return true;
    }

    private void Take(int index)
    {
        _isTaken[index] = true;
        _taken++;
    }

    private int? Next()
    {
        for (; _read < log.Count; _read++) Wake(log[_read]);
        if (_woken.TryDequeue(out int index, out _)) return index;
        if (_untried < items.Length) return _untried++;
        if (IsEmpty || _takenBeforeRetry == _taken) return null;
        // Once more all of them: a variable that was found broken meanwhile counts as having a value.
        _takenBeforeRetry = _taken;
        for (int i = 0; i < items.Length; i++)
        {
            if (!_isTaken[i]) _woken.Enqueue(i, i);
        }
        return Next();
    }

    private void Await(int index)
    {
        if (_isWaiting[index]) return;
        _isWaiting[index] = true;
        var variables = new VariableCollector(entersClosures: true);
        visit(items[index], variables);
        foreach (LocalSymbol symbol in variables.Found.Keys)
        {
            if (!_waitingFor.TryGetValue(symbol, out List<int>? waiting)) _waitingFor.Add(symbol, waiting = []);
            waiting.Add(index);
        }
    }

    private void Wake(LocalSymbol symbol)
    {
        if (!_waitingFor.Remove(symbol, out List<int>? waiting)) return;
        foreach (int index in waiting)
        {
            if (!_isTaken[index]) _woken.Enqueue(index, index);
        }
    }
}
