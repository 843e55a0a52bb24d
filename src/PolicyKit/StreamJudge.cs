using System.Globalization;
using PolicyKit.Runtime;

namespace PolicyKit;

/// <summary>Judges a stream as it is handed over part by part. One state is where the reading stands; a value of which more has to come is scanned on from where its scan stopped.</summary>
internal sealed partial class StreamJudge(PolicyProgram program, StreamOptions options, CancellationToken cancellation = default) : IDisposable
{
    private readonly int _limit = options.MaxObjectBytes > 0
        ? options.MaxObjectBytes
        : throw new ArgumentOutOfRangeException(nameof(options), options.MaxObjectBytes, "an object must be allowed some bytes");

    private readonly StreamBuffer _buffer = new(options.MaxObjectBytes);
    private State _state;
    private State _afterValue;
    private JsonValueScanner _scanner;
    private long _given;

    // No line ends before this offset of the stream; whether the line of the object was judged; whether an object may be a line.
    private long _sought;
    private bool _isLineTried;
    private bool _isByLine = true;

    // What is before this offset was read as a part of a value that is broken.
    private long _lostEnd;

    // The lines on which the last object starts and ends, and whether one was alone on its line.
    private long _firstLine;
    private long _lastLine;
    private bool _hasLines;

    private enum State
    {
        /// <summary>Before a value of the stream.</summary>
        Between,

        /// <summary>At an object of the stream.</summary>
        Object,

        /// <summary>Behind the bracket of an array or of a list's items.</summary>
        FirstElement,

        /// <summary>Behind a comma.</summary>
        NextElement,

        /// <summary>At an element.</summary>
        Element,

        /// <summary>Behind an element.</summary>
        Separator,

        /// <summary>In a list, outside its items.</summary>
        List,

        /// <summary>In a value that is too large.</summary>
        TooLarge,

        /// <summary>Before the next line that starts an object.</summary>
        Lost,

        /// <summary>Behind all that can be read.</summary>
        Done,
    }

    private enum Turn
    {
        /// <summary>The next state goes on.</summary>
        Go,

        /// <summary>A decision is there.</summary>
        Give,

        /// <summary>More of the stream is needed, if there is more.</summary>
        Wait,
    }

    /// <summary>Whether no decision will follow.</summary>
    public bool IsDone => _state == State.Done;

    /// <summary>Room for the next part of the stream.</summary>
    public Memory<byte> Space() => _buffer.Space();

    /// <summary>Takes the next part; none means that the stream has ended.</summary>
    public void Take(int count) => _buffer.Take(count);

    /// <summary>Judges the next object; false when more of the stream is needed first, or it is done.</summary>
    public bool TryNext(out StreamDecision decision)
    {
        decision = default;
        while (true)
        {
            Turn turn = _state switch
            {
                State.Between => FindObject(ref decision),
                State.Object => ReadObject(ref decision),
                State.FirstElement or State.NextElement => FindElement(ref decision),
                State.Element => ReadElement(ref decision),
                State.Separator => FindSeparator(ref decision),
                State.List => ReadList(ref decision),
                State.TooLarge => PassLargeValue(ref decision),
                State.Lost => FindLine(),
                _ => Turn.Wait,
            };
            if (turn != Turn.Go) return turn == Turn.Give;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private Turn FindObject(ref StreamDecision decision)
    {
        if (!_buffer.PassMark()) return Turn.Wait;
        if (!_buffer.PassWhiteSpace()) return _buffer.IsLast ? Go(State.Done) : Turn.Wait;
        _hasLines |= _firstLine == _lastLine && _lastLine > 0 && _buffer.Line > _lastLine;
        switch (_buffer.Text[0])
        {
            case (byte)'{':
                _isLineTried = false;
                return Start(State.Object);
            case (byte)'[':
                _buffer.Pass(1);
                _list = null;
                return Go(State.FirstElement);
            default:
                return Lose(ref decision, 1, "expected an object");
        }
    }

    private Turn ReadObject(ref StreamDecision decision)
    {
        if (_isByLine && !_isLineTried && ReadLine(ref decision) is var turn && turn != Turn.Wait) return turn;
        int length = Math.Min(_buffer.Length, _limit);
        int line = _buffer.Offset < _lostEnd ? _buffer.Text[..length].IndexOf((byte)'\n') : -1;
        if (line >= 0) length = line;
        switch (_scanner.Scan(_buffer.Text, length, out int end))
        {
            case ScanResult.Ends:
                Decision? judged = program.Evaluate(_buffer.Text[..end], out DocumentException? fault, cancellation);
                if (IsNoObject(judged) && EnterList(end)) return Turn.Go;
                // Where many objects are on a line, judging lines would read the rest of it again and again.
                if (_isLineTried && !EndsLine(end)) _isByLine = false;
                Give(ref decision, end, judged ?? Error(fault!));
                return Finish(end);
            case ScanResult.Broken:
                return EnterList(length) ? Turn.Go : Lose(ref decision, end);
            case ScanResult.NeedsMore when line >= 0:
                return Lose(ref decision, length);
            case ScanResult.NeedsMore when length == _limit:
                if (EnterList(length, isTooLarge: true)) return Turn.Go;
                GiveTooLarge(ref decision);
                _afterValue = State.Between;
                _state = State.TooLarge;
                if (!_hasLines || _buffer.Text[..length].IndexOf("\n{"u8) < 0) return Turn.Give;
                _lostEnd = _buffer.Offset + length;
                _state = State.Lost;
                return Turn.Give;
            case ScanResult.NeedsMore when _buffer.IsLast:
                return EnterList(length) ? Turn.Go : Lose(ref decision, length);
            default:
                return _buffer.IsFull && EnterList(length) ? Turn.Go : Turn.Wait;
        }
    }

    /// <summary>Judges an object that is a line without looking for its end: if the line is anything else, the reader refuses it. Waiting means that it is not judged.</summary>
    private Turn ReadLine(ref StreamDecision decision)
    {
        int sought = (int)Math.Max(_sought - _buffer.Offset, 0);
        int line = _buffer.Text[sought.._buffer.Length].IndexOf((byte)'\n');
        if (line < 0)
        {
            _sought = _buffer.Offset + _buffer.Length;
            return Turn.Wait;
        }
        line += sought;
        _isLineTried = true;
        ReadOnlySpan<byte> text = _buffer.Text[..line].TrimEnd(" \t\r"u8);
        if (text.Length > _limit || text[^1] != '}' || program.Evaluate(text, out _, cancellation) is not { } judged) return Turn.Wait;
        if (IsNoObject(judged) && EnterList(text.Length)) return Turn.Go;
        Give(ref decision, text.Length, judged);
        _firstLine = _lastLine = _buffer.Line;
        _buffer.PassLine(line + 1);
        _state = State.Between;
        return Turn.Give;
    }

    private bool EndsLine(int end)
    {
        int behind = _buffer.Text[end.._buffer.Length].IndexOfAnyExcept(" \t\r"u8);
        return behind < 0 || _buffer.Text[end + behind] == '\n';
    }

    /// <summary>An object ends here and was judged.</summary>
    private Turn Finish(int end)
    {
        _firstLine = _buffer.Line;
        _buffer.Pass(end);
        _lastLine = _buffer.Line;
        _state = State.Between;
        return Turn.Give;
    }

    private Turn PassLargeValue(ref StreamDecision decision)
    {
        ReadOnlySpan<byte> text = _buffer.Text;
        switch (_scanner.Scan(text, _buffer.Length, out int end))
        {
            case ScanResult.Ends:
                _buffer.Pass(end);
                return Go(_afterValue);
            case ScanResult.Broken when _afterValue == State.Between:
                bool isObject = text[end] == '{';
                _buffer.Pass(end);
                return Go(isObject ? State.Between : State.Lost);
            case ScanResult.Broken:
                return Break(ref decision, end, $"the {Around} cannot be read behind this");
            default:
                if (_buffer.IsLast) return _afterValue == State.Between ? Go(State.Done) : Break(ref decision, 0, $"the text ends within the {Around}");
                _scanner.Drop(text[.._buffer.Length]);
                _buffer.Pass(_buffer.Length);
                return Turn.Wait;
        }
    }

    /// <summary>Gives an error and looks for the next line that starts an object. Up to where the value broke, an object is only what is a line by itself: so nothing is read more than twice.</summary>
    private Turn Lose(ref StreamDecision decision, int length, string? reason = null)
    {
        Give(ref decision, length, reason is null ? WhyBroken(length) : ErrorAt(reason));
        _lostEnd = Math.Max(_lostEnd, _buffer.Offset + length);
        _state = State.Lost;
        return Turn.Give;
    }

    private Turn FindLine()
    {
        int line = _buffer.Text[.._buffer.Length].IndexOf("\n{"u8);
        if (line >= 0)
        {
            _buffer.Pass(line + 1);
            return Go(State.Between);
        }
        if (_buffer.IsLast) return Go(State.Done);
        _buffer.Pass(Math.Max(_buffer.Length - 1, 0));
        return Turn.Wait;
    }

    private Turn Go(State state)
    {
        _state = state;
        return Turn.Go;
    }

    /// <summary>Goes to a value, of which nothing is scanned yet.</summary>
    private Turn Start(State state)
    {
        _scanner = default;
        return Go(state);
    }

    private void Give(ref StreamDecision decision, int length, Decision judged) =>
        decision = new StreamDecision(_given++, _buffer.Offset, _buffer.Line, _buffer.Slice(length), judged);

    private void GiveTooLarge(ref StreamDecision decision) =>
        Give(ref decision, 0, ErrorAt(string.Create(CultureInfo.InvariantCulture, $"the object is larger than {_limit} bytes")));

    private Decision WhyBroken(int length) =>
        program.Evaluate(_buffer.Text[..length], out DocumentException? fault, cancellation) is null ? Error(fault!) : ErrorAt("the text ends within a value");

    private Decision Error(DocumentException fault, int shift = 0) => ErrorAt(fault.Reason, fault.Position.Line, fault.Offset - shift);

    private Decision ErrorAt(string reason, int line = 0, long offset = 0) =>
        PolicyProgram.InvalidInput(string.Create(CultureInfo.InvariantCulture, $"{reason} (line {_buffer.Line + line}, byte {_buffer.Offset + Math.Max(offset, 0)})"));

    /// <summary>Whether a decision says that there is no object to judge.</summary>
    private static bool IsNoObject(Decision? decision) => decision is null or { PoliciesMatched: 0, Errors: [{ PolicyId: "" }, ..] };
}
