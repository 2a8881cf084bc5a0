using System.Collections.Frozen;
using System.Globalization;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Rows;

/// <summary>The spellings of a closed set of values, whatever their type.</summary>
public abstract class SpelledValues
{
    /// <summary>The values' names in the current UI culture: the Chinese names or the codes, in the order of <see cref="Codes"/>.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The contract's codes, in the order of the values.</summary>
    public abstract IReadOnlyList<string> Codes { get; }

    /// <summary>Whether the word spells one of the values.</summary>
    public abstract bool Reads(ReadOnlySpan<char> word);
}

/// <summary>The accepted spellings of a closed set of values: the contract's code and the Chinese names, in any case.</summary>
public sealed class ValueSpellings<T> : SpelledValues
    where T : struct
{
    private readonly string[] _chinese;
    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _byWord;

    internal ValueSpellings(params (T Value, string[] Words)[] values)
    {
        _byWord = values
            .SelectMany(v => v.Words.Select(word => (word, v.Value)))
            .ToFrozenDictionary(v => v.word, v => v.Value, StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        Codes = [.. values.Select(v => v.Words[0])];
        _chinese = [.. values.Select(v => v.Words[1])];
    }

    public override IReadOnlyList<string> Names => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? _chinese : Codes;

    public override IReadOnlyList<string> Codes { get; }

    public override bool Reads(ReadOnlySpan<char> word) => _byWord.ContainsKey(word);

    public bool TryRead(ReadOnlySpan<char> word, out T value) => _byWord.TryGetValue(word, out value);
}

/// <summary>The spellings of the contract's closed sets of values.</summary>
public static class ValueSpellings
{
    public static ValueSpellings<Channel> Channels { get; } =
        new(
            (Channel.Window, ["window", "窗口", "现场"]),
            (Channel.Online, ["online", "网上", "网络", "网办"]),
            (Channel.Phone, ["phone", "电话"]),
            (Channel.Proxy, ["proxy", "代办"]),
            (Channel.Mobile, ["mobile", "移动端", "手机", "掌上"]),
            (Channel.Other, ["other", "其他", "其它"])
        );

    public static ValueSpellings<CaseOutcome> Outcomes { get; } =
        new(
            (CaseOutcome.Completed, ["completed", "办结", "已办结"]),
            (CaseOutcome.Granted, ["granted", "准予", "准予许可", "许可"]),
            (CaseOutcome.Refused, ["refused", "不予许可", "不予批准"]),
            (CaseOutcome.Withdrawn, ["withdrawn", "撤回", "撤件"]),
            (CaseOutcome.NotAccepted, ["notAccepted", "不予受理"])
        );

    public static ValueSpellings<ServiceMode> ServiceModes { get; } =
        new(
            (ServiceMode.GreenChannel, ["greenChannel", "绿色通道"]),
            (ServiceMode.FullProxy, ["fullProxy", "全程代办"]),
            (ServiceMode.Appointment, ["appointment", "预约", "预约服务"]),
            (ServiceMode.HomeVisit, ["homeVisit", "上门", "上门服务"]),
            (ServiceMode.ExtendedHours, ["extendedHours", "延时", "延时服务"]),
            (ServiceMode.FreeOfCharge, ["freeOfCharge", "免费"])
        );

    public static ValueSpellings<AppealSource> AppealSources { get; } =
        new(
            (AppealSource.Hotline12345, ["hotline12345", "12345", "12345平台", "12345 平台", "便民服务热线"]),
            (AppealSource.ProvinceTransfer, ["provinceTransfer", "省效能办转办", "省转办"]),
            (AppealSource.CityTransfer, ["cityTransfer", "市效能办转办", "市转办"]),
            (AppealSource.DistrictComplaint, ["districtComplaint", "区效能投诉中心", "区投诉"])
        );

    /// <summary>好差评: the five grades, 1 to 5.</summary>
    public static ValueSpellings<byte> Grades { get; } =
        new(
            (1, ["1", "非常不满意", "很不满意"]),
            (2, ["2", "不满意"]),
            (3, ["3", "基本满意"]),
            (4, ["4", "满意"]),
            (5, ["5", "非常满意", "很满意"])
        );
}
