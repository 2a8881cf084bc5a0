namespace Portal.Domain.Records;

/// <summary>诉求件 or 转办件: a wish or complaint, most from the 12345 platform.</summary>
public sealed class Appeal : ServiceRecord;

/// <summary>The origin of an appeal.</summary>
public enum AppealSource : byte
{
    /// <summary>12345 平台.</summary>
    Hotline12345 = 1,

    /// <summary>省效能办转办.</summary>
    ProvinceTransfer = 2,

    /// <summary>市效能办转办.</summary>
    CityTransfer = 3,

    /// <summary>区效能投诉中心.</summary>
    DistrictComplaint = 4,
}
