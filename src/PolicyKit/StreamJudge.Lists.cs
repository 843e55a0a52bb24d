using System.Buffers;
using System.Text;
using System.Text.Json;
using PolicyKit.Runtime;

namespace PolicyKit;

internal sealed partial class StreamJudge
{
    private static readonly SearchValues<byte> EndsOfScalar = SearchValues.Create(" \t\r\n,]}"u8);

    // The list that is read; null in an array.
    private OpenList? _list;
    private byte[] _spliced = [];

    /// <summary>Goes into the object at the start of the buffer if it is a list; of one that is too large for an object this is assumed when its kind comes later.</summary>
    private bool EnterList(int length, bool isTooLarge = false)
    {
        JsonHeader header = JsonHeader.Find(_buffer.Text, length);
        ListItems? items = header.Kind is { } kind ? program.GetItems(header.ApiVersion ?? "", kind) : null;
        if (!header.HasItems || (items is null && !(isTooLarge && header.Kind is null))) return false;
        _list = new OpenList(items is { ApiVersion.Length: > 0, Kind.Length: > 0 } ? items.Value : new ListItems("", ""), items is not null);
        _list.Keep("{"u8);
        _buffer.Pass(1);
        Start(State.List);
        return true;
    }

    private string Around => _list is null ? "array" : "list";

    private Turn FindElement(ref StreamDecision decision)
    {
        if (!_buffer.PassWhiteSpace()) return WaitOrBreak(ref decision);
        if (_buffer.Text[0] != ']') return Start(State.Element);
        return _state == State.FirstElement ? LeaveElements() : Break(ref decision, 1, "expected a value but found `]`");
    }

    private Turn ReadElement(ref StreamDecision decision)
    {
        int end;
        if (_buffer.Text[0] is (byte)'{' or (byte)'[' or (byte)'"')
        {
            if (Scan(ref decision, State.Separator, out end) is { } turn) return turn;
        }
        else
        {
            end = _buffer.Text[.._buffer.Length].IndexOfAny(EndsOfScalar);
            if (end < 0) return _buffer.Length < _limit ? WaitOrBreak(ref decision) : Break(ref decision, 0, "expected a value");
            if (end == 0) return Break(ref decision, 1, "expected a value");
        }
        Decision judged = JudgeElement(_buffer.Text[..end]);
        Give(ref decision, end, judged);
        _buffer.Pass(end);
        _state = State.Separator;
        return Turn.Give;
    }

    private Turn FindSeparator(ref StreamDecision decision)
    {
        if (!_buffer.PassWhiteSpace()) return WaitOrBreak(ref decision);
        switch (_buffer.Text[0])
        {
            case (byte)',':
                _buffer.Pass(1);
                return Go(State.NextElement);
            case (byte)']':
                return LeaveElements();
            default:
                return Break(ref decision, 1, "expected `,` or `]`");
        }
    }

    private Turn LeaveElements()
    {
        _buffer.Pass(1);
        return _list is null ? Go(State.Between) : Start(State.List);
    }

    /// <summary>Keeps the text of a list but its items; a reader tells in the end whether it is sound.</summary>
    private Turn ReadList(ref StreamDecision decision)
    {
        OpenList list = _list!;
        while (_buffer.Length > 0)
        {
            byte token = _buffer.Text[0];
            int length = 1;
            if (token == '[' && list.IsAtItems)
            {
                list.Keep("[]"u8);
                _buffer.Pass(1);
                return Go(State.FirstElement);
            }
            if (token is (byte)'"' or (byte)'{' or (byte)'[')
            {
                if (Scan(ref decision, null, out length) is { } turn) return turn;
                _scanner = default;
            }
            list.Keep(_buffer.Text[..length]);
            if (list.Length > _limit) return Break(ref decision, 0, "the list says too much beside its items");
            _buffer.Pass(length);
            if (token == '}') return FinishList(ref decision, list);
        }
        return WaitOrBreak(ref decision);
    }

    private Turn FinishList(ref StreamDecision decision, OpenList list)
    {
        _list = null;
        try
        {
            Value root = PolicyDocument.ParseJson(list.Text).Root;
            string kind = root.Member("kind").TextOrEmpty();
            ListItems? items = program.GetItems(root.Member("apiVersion").TextOrEmpty(), kind);
            if (items is not null && (!list.IsKnown || list.Items.Kind.Length == 0 || items == list.Items)) return Go(State.Between);
            Give(ref decision, 0, ErrorAt($"the object whose `items` were judged is no list, but `{kind}`"));
            _state = State.Between;
            return Turn.Give;
        }
        catch (DocumentException fault)
        {
            return Break(ref decision, 0, fault.Reason);
        }
    }

    /// <summary>The end of the value at the start of the buffer; a turn when it is not there.</summary>
    /// <param name="decision">What is wrong with it.</param>
    /// <param name="after">Where to go on behind a value that is too large; null where there is none.</param>
    /// <param name="end">Its end.</param>
    private Turn? Scan(ref StreamDecision decision, State? after, out int end)
    {
        int length = Math.Min(_buffer.Length, _limit);
        switch (_scanner.Scan(_buffer.Text, length, out end))
        {
            case ScanResult.Ends:
                return null;
            case ScanResult.Broken:
                return Break(ref decision, end, null);
            case ScanResult.NeedsMore when length < _limit:
                return _buffer.IsLast ? Break(ref decision, length, null) : Turn.Wait;
            default:
                if (after is null) return Break(ref decision, 0, "the list says too much beside its items");
                GiveTooLarge(ref decision);
                (_afterValue, _state) = (after.Value, State.TooLarge);
                return Turn.Give;
        }
    }

    private Turn WaitOrBreak(ref StreamDecision decision) => _buffer.IsLast ? Break(ref decision, 0, $"the text ends within the {Around}") : Turn.Wait;

    /// <summary>Gives an error after which nothing can be read: where the list ends is not known.</summary>
    private Turn Break(ref StreamDecision decision, int length, string? reason)
    {
        Give(ref decision, length, reason is null ? WhyBroken(length) : ErrorAt(reason));
        _state = State.Done;
        return Turn.Give;
    }

    /// <summary>Judges an element as what its list says it is, if it does not say so itself.</summary>
    private Decision JudgeElement(ReadOnlySpan<byte> text)
    {
        DocumentException? fault;
        if (_list is not { Items: { Kind.Length: > 0 } items } list || text[0] != '{') return program.Evaluate(text, out fault, cancellation) ?? Error(fault!);
        if (!list.ItemsSayKind)
        {
            int shift = Splice(text, list.WholePrefix);
            if (program.Evaluate(_spliced.AsSpan(0, text.Length + shift), out fault, cancellation) is { } decision) return decision;
        }
        JsonHeader header = JsonHeader.Find(_buffer.Text, text.Length);
        list.ItemsSayKind = header is { ApiVersion: not null, Kind: not null };
        int shifted = Splice(text, OpenList.Prefix(header.ApiVersion is null ? items.ApiVersion : null, header.Kind is null ? items.Kind : null));
        return program.Evaluate(_spliced.AsSpan(0, text.Length + shifted), out fault, cancellation) ?? Error(fault!, shifted);
    }

    /// <summary>Puts members at the front of an object; gives by how much the rest is shifted.</summary>
    private int Splice(ReadOnlySpan<byte> text, ReadOnlySpan<byte> members)
    {
        ReadOnlySpan<byte> rest = text[1..];
        bool isEmpty = rest.TrimStart(" \t\r\n"u8) is [(byte)'}'];
        int shift = members.Length - (isEmpty && members.Length > 0 ? 1 : 0);
        if (_spliced.Length < text.Length + members.Length) _spliced = new byte[Math.Max(text.Length + members.Length, _spliced.Length * 2)];
        _spliced[0] = (byte)'{';
        members.CopyTo(_spliced.AsSpan(1));
        rest.CopyTo(_spliced.AsSpan(1 + shift));
        return shift;
    }

    /// <summary>A list whose items are judged.</summary>
    private sealed class OpenList(ListItems items, bool isKnown)
    {
        private readonly ArrayBufferWriter<byte> _text = new();
        private int _itemsKey;
        private bool _hasItems;

        /// <summary>What its items are; empty when they say it themselves.</summary>
        public ListItems Items => items;

        /// <summary>Whether it has said its kind.</summary>
        public bool IsKnown => isKnown;

        /// <summary>The members that say what an item is.</summary>
        public byte[] WholePrefix { get; } = Prefix(items.ApiVersion, items.Kind);

        /// <summary>Whether the last item said itself what it is.</summary>
        public bool ItemsSayKind { get; set; }

        /// <summary>The list without its items.</summary>
        public ReadOnlySpan<byte> Text => _text.WrittenSpan;

        public int Length => _text.WrittenCount;

        /// <summary>Whether the value of <c>items</c> comes next.</summary>
        public bool IsAtItems => _itemsKey == 2 && !_hasItems;

        public void Keep(ReadOnlySpan<byte> token)
        {
            _text.Write(token);
            if (token[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') return;
            _hasItems |= token.SequenceEqual("[]"u8) && IsAtItems;
            _itemsKey = token.SequenceEqual("\"items\""u8) ? 1 : token[0] == ':' && _itemsKey == 1 ? 2 : 0;
        }

        /// <summary>The text of the members that are not null.</summary>
        public static byte[] Prefix(string? apiVersion, string? kind)
        {
            var text = new StringBuilder();
            if (apiVersion is not null) text.Append($"\"apiVersion\":\"{JsonEncodedText.Encode(apiVersion)}\",");
            if (kind is not null) text.Append($"\"kind\":\"{JsonEncodedText.Encode(kind)}\",");
            return Encoding.UTF8.GetBytes(text.ToString());
        }
    }
}
