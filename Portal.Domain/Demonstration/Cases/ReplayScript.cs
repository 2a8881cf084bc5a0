using Portal.Domain.Catalogue;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>Generates records for the replay: each call of <see cref="Next"/> opens some and closes and rates some opened before.</summary>
/// <remarks>The sequence is the same in every run; only the instants are those of the clock. Not thread-safe.</remarks>
public sealed class ReplayScript
{
    private const double Appeals = 0.22;
    private const double Centre = 0.5;

    private readonly DeterministicRandom _random = DeterministicRandom.For("today");
    private readonly WeightedChoice<CatalogueEntry> _centreItems;
    private readonly WeightedChoice<CatalogueEntry> _streetItems;
    private readonly WeightedChoice<StreetPoint> _points = new(StreetPoint.All(), p => p.Weight);
    private readonly WeightedChoice<string> _appealUnits = AppealUnits.Choice();
    private readonly List<(DateTimeOffset At, RecordInput Record)> _open = [];
    private readonly string _run;
    private int _number;

    /// <param name="begins">The start of this run. It is part of the case numbers, so that those of two runs differ.</param>
    public ReplayScript(DateTimeOffset begins)
    {
        var catalogue = CatalogueEntry.ReadAll();
        _centreItems = new(catalogue.Where(e => e.Kind != ItemKind.Convenience), e => e.Volume);
        _streetItems = new(catalogue.Where(e => e.Kind == ItemKind.Convenience), e => e.Volume);
        _run = Instants.ToMicroseconds(begins).ToString("x", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The records opened or closed since the last call, ready to be imported.</summary>
    public IReadOnlyList<DemonstrationPart> Next(DateTimeOffset now)
    {
        var records = new List<RecordInput>();
        for (var i = _random.Between(1, 2); i > 0; i--)
            records.Add(Open(now));
        records.AddRange(_open.Where(o => o.At <= now).Select(o => Close(o.Record, now)));
        _open.RemoveAll(o => o.At <= now);
        return
        [
            .. records
                .GroupBy(r => r.AppealSource is null ? RecordStream.Cases : RecordStream.Appeals)
                .OrderBy(g => g.Key)
                .Select(g => new DemonstrationPart(g.Key, [.. g])),
        ];
    }

    private RecordInput Open(DateTimeOffset now)
    {
        var record = Arrive(now);
        // A few stay open for the whole replay.
        if (_random.Chance(0.93))
            _open.Add((now.AddSeconds(_random.Around(1, 30)), record));
        return record;
    }

    private RecordInput Arrive(DateTimeOffset now)
    {
        var record = new RecordInput
        {
            Source = TaijiangCodes.Replay,
            CaseNo = $"{_run}-{++_number:000000}",
            UnitCode = TaijiangCodes.Centre,
            AcceptedAt = now,
            Channel = _random.Share() switch
            {
                < 0.72 => Channel.Window,
                < 0.9 => Channel.Online,
                < 0.96 => Channel.Mobile,
                _ => Channel.Proxy,
            },
        };
        if (_random.Chance(Appeals))
            return record with
            {
                UnitCode = _appealUnits.Draw(_random),
                Channel = Channel.Online,
                AppealSource = AppealSource.Hotline12345,
            };
        return _random.Chance(Centre)
            ? record with
            {
                ItemCode = _centreItems.Draw(_random).Code,
            }
            : record with
            {
                ItemCode = _streetItems.Draw(_random).Code,
                UnitCode = _points.Draw(_random).Code,
            };
    }

    private RecordInput Close(RecordInput record, DateTimeOffset now) =>
        record with
        {
            ClosedAt = now,
            Outcome = CaseOutcome.Completed,
            FirstReplyAt = record.AppealSource is null ? null : now,
            Satisfaction = Ratings.Draw(_random, ratingShare: record.AppealSource is null ? 0.45 : 1, contentment: 1),
        };
}
