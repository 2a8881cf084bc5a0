using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Profiles;

/// <summary>The words of other systems for the portal's columns of units, items and days, and for their values.</summary>
internal static class ReferenceWords
{
    private const string From =
        "validfrom|from|start|startdate|begindate|effectivedate|effectivefrom|生效日期|生效时间|启用日期"
        + "|成立日期|设立日期|开始日期|实施日期";

    private const string To = "validto|to|end|enddate|expirydate|失效日期|失效时间|停用日期|撤销日期|结束日期|终止日期|废止日期";

    // In lower case without blanks and underscores, as ColumnWords wants them.
    private static readonly Dictionary<ReferenceKind, (string Name, string Words)[]> s_columns = new()
    {
        [ReferenceKind.Units] =
        [
            (
                "parentCode",
                "parentcode|parent|parentid|parentunit|superior|pid|上级编码|上级代码|上级单位编码|上级单位代码"
                    + "|上级机构编码|上级机构代码|上级单位名称|上级单位|上级机构|上级|父级|所属单位|隶属单位|所属街道"
            ),
            ("successorCode", "successorcode|successor|mergedinto|承接单位编码|承接单位|并入单位|撤并后单位"),
            (
                "code",
                "unitcode|orgcode|organisationcode|organizationcode|code|unitid|id|单位编码|单位代码|机构编码"
                    + "|机构代码|组织机构代码|统一社会信用代码|行政区划代码|区划代码|编码|代码|编号"
            ),
            ("name", "unitname|orgname|organisationname|organizationname|name|单位名称|机构名称|部门名称|名称|全称|单位" + "|机构"),
            (
                "kind",
                "kind|type|unittype|orgtype|level|category|单位类型|单位类别|机构类型|机构类别|单位性质|性质|类型|类别" + "|级别|层级"
            ),
            ("validFrom", From),
            ("validTo", To),
        ],
        [ReferenceKind.Items] =
        [
            (
                "unitCode",
                "unitcode|unit|department|departmentcode|agency|office|实施单位编码|实施单位|实施机构|实施主体"
                    + "|责任部门|主管部门|承办单位|部门编码|部门|单位编码|单位"
            ),
            ("code", "itemcode|servicecode|code|id|事项编码|事项代码|实施编码|目录编码|职权编码|权力编码|编码|代码|编号"),
            ("name", "itemname|servicename|name|title|事项名称|职权名称|权力名称|项目名称|服务名称|名称"),
            ("kind", "kind|type|itemtype|category|事项类型|事项类别|职权类别|职权类型|权力类型|权力类别|事项性质|类型|类别"),
            ("statutoryLimit", "statutorylimit|statutory|statutorydays|legallimit|法定时限|法定办结时限|法定期限"),
            ("promisedLimit", "promisedlimit|promised|promiseddays|承诺时限|承诺办结时限|承诺期限"),
            ("limitUnit", "limitunit|时限单位|法定时限单位|承诺时限单位|法定办结时限单位|承诺办结时限单位|期限单位"),
            ("instant", "instant|onthespot|isinstant|即办件|是否即办|是否即办件|办件类型"),
            ("process", "process|审批流程|办理流程|流程"),
            ("validFrom", From),
            ("validTo", To),
        ],
        [ReferenceKind.Calendar] =
        [
            ("holidayEnglish", "holidayenglish|englishname|nameenglish|nameen|节日英文|英文名称"),
            ("date", "date|calendardate|日期|日子"),
            ("day", "day|daytype|kind|type|isoffday|isworkday|isholiday|类型|类别|性质|是否上班|是否放假|放假或上班" + "|日期类型"),
            ("holiday", "holiday|holidayname|localname|name|festival|节日|节日名称|节假日|节假日名称|假日名称|名称|说明|备注"),
        ],
    };

    private static readonly Dictionary<ReferenceKind, (int Field, string[] Words)[]> s_words = s_columns.ToDictionary(
        kind => kind.Key,
        kind => Array.ConvertAll(kind.Value, c => (ReferenceColumns.Of(kind.Key).Find(c.Name), c.Words.Split('|')))
    );

    // An empty text means no value, as for a day like any other of its weekday.
    private static readonly (IReadOnlyList<string> Codes, string Ours, string Theirs)[] s_values =
    [
        (ReferenceSpellings.UnitKinds.Codes, "province", "省级|自治区级"),
        (ReferenceSpellings.UnitKinds.Codes, "city", "市级|地级市|设区市|地级|municipality"),
        (ReferenceSpellings.UnitKinds.Codes, "district", "区级|县级|县区|区县|市辖区|county"),
        (
            ReferenceSpellings.UnitKinds.Codes,
            "department",
            "区直部门|县直部门|市直部门|区直单位|县直单位|区直|区级部门|职能部门|政府部门|委办局|局|bureau|agency" + "|office"
        ),
        (ReferenceSpellings.UnitKinds.Codes, "street", "街道办|街道办事处|乡镇|镇街|街镇|乡镇街道|街道级|subdistrict|township|town"),
        (
            ReferenceSpellings.UnitKinds.Codes,
            "community",
            "居委会|社区居委会|村委会|行政村|村居|社区级|村社区|village|neighbourhood|neighborhood"
        ),
        (ReferenceSpellings.ItemKinds.Codes, "licence", "许可|行政许可事项|license|permit"),
        (ReferenceSpellings.ItemKinds.Codes, "nonLicenceApproval", "非许可|非行政许可|非许可审批"),
        (ReferenceSpellings.ItemKinds.Codes, "publicService", "公共服务事项|公共服务类"),
        (ReferenceSpellings.ItemKinds.Codes, "convenience", "便民|便民服务事项|便民服务类"),
        (ReferenceSpellings.ItemKinds.Codes, "otherPower", "其他|其它|其他权力|其他行政权力|其他职权"),
        (ReferenceSpellings.LimitUnits.Codes, "workingDays", "个工作日|工作天|working days|working day|workdays|business days"),
        (ReferenceSpellings.LimitUnits.Codes, "calendarDays", "自然天|日历天|calendar days|calendar day"),
        (ReferenceSpellings.LimitUnits.Codes, "hours", "个小时|时|hour|h"),
        (ReferenceSpellings.Booleans.Codes, "true", "y|t|√|✓|即办|即办件"),
        (ReferenceSpellings.Booleans.Codes, "false", "n|f|×|承诺件|非即办|非即办件"),
        (
            ReferenceSpellings.DayKinds.Codes,
            "rest",
            "holiday|holidays|off|off day|rest day|public holiday|休息|休息日|放假日|节假日|法定节假日|假日|假期" + "|节日"
        ),
        (
            ReferenceSpellings.DayKinds.Codes,
            "work",
            "working|working day|workday|workdays|makeup|make-up|补班|补班日|调休上班|上班日|调休工作日|工作日"
        ),
        (ReferenceSpellings.DayKinds.Codes, "", "周末|双休日|weekend|平日|weekday|normal|普通工作日"),
    ];

    // Of columns that answer yes or no to such a question.
    private static readonly string[] s_asksForWork = ["work", "上班", "班", "工作"];
    private static readonly string[] s_asksForRest = ["off", "holiday", "rest", "放假", "休", "假"];

    /// <summary>The words of each column, by its index.</summary>
    public static (int Field, string[] Words)[] Of(ReferenceKind kind) => s_words[kind];

    /// <summary>The portal's value for a value of another system; null when none is known.</summary>
    /// <param name="ours">The portal's column.</param>
    /// <param name="theirs">The other system's column.</param>
    /// <param name="value">The value.</param>
    public static string? Known(ReferenceColumn ours, string theirs, string value)
    {
        if (ours.Codes is not { } codes)
            return null;
        if (ours.Reads(value))
            return value;
        if (ReferenceEquals(codes, ReferenceSpellings.DayKinds.Codes) && ReferenceSpellings.Booleans.TryRead(value, out var answer))
        {
            return Asks(theirs, s_asksForWork) ? (answer ? "work" : "rest")
                : Asks(theirs, s_asksForRest) ? (answer ? "rest" : "work")
                : null;
        }
        foreach (var (of, known, words) in s_values)
        {
            if (ReferenceEquals(of, codes) && words.Split('|').Contains(value.Trim(), StringComparer.OrdinalIgnoreCase))
                return known;
        }
        return null;
    }

    private static bool Asks(string column, string[] words) =>
        Array.Exists(words, word => column.Contains(word, StringComparison.OrdinalIgnoreCase));
}
