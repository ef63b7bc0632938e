package config

import (
	"slices"

	"paihao/queue"
)

// Preset is the usual hall of a kind of venue, to begin from.
type Preset struct {
	Key                string // such as clinic
	Name, NameEN       string // of a venue that has not been named
	Services           []Service
	Count              int    // of counters
	Counter, CounterEN string // what they are called; {n} is the number
}

// Presets are all there are, the first one for a venue of any kind.
func Presets() []Preset {
	return []Preset{
		{
			Key: "hall", Name: "政务服务大厅", NameEN: "Citizen Service Hall", Count: 3, Counter: "{n}号窗口", CounterEN: "Counter {n}",
			Services: []Service{
				{ID: "general", Name: "综合业务", NameEN: "General services", Prefix: "A", Minutes: 8},
				{ID: "company", Name: "企业业务", NameEN: "Companies", Prefix: "B", Minutes: 12},
				{ID: "social", Name: "社保医保", NameEN: "Social insurance", Prefix: "C", Minutes: 8},
			},
		},
		{
			Key: "clinic", Name: "社区诊所", NameEN: "Community Clinic", Count: 2, Counter: "{n}号诊室", CounterEN: "Room {n}",
			Services: []Service{
				{ID: "general", Name: "全科门诊", NameEN: "General practice", Prefix: "A", Minutes: 10},
				{ID: "chinese", Name: "中医门诊", NameEN: "Chinese medicine", Prefix: "B", Minutes: 15},
				{ID: "vaccine", Name: "预防接种", NameEN: "Vaccination", Prefix: "C", Minutes: 5},
			},
		},
		{
			Key: "bank", Name: "银行网点", NameEN: "Bank Branch", Count: 4, Counter: "{n}号窗口", CounterEN: "Counter {n}",
			Services: []Service{
				{ID: "personal", Name: "个人业务", NameEN: "Personal banking", Prefix: "A", Minutes: 10},
				{ID: "company", Name: "对公业务", NameEN: "Business banking", Prefix: "B", Minutes: 15},
				{ID: "wealth", Name: "理财业务", NameEN: "Investment advice", Prefix: "C", Minutes: 20},
			},
		},
		{
			Key: "restaurant", Name: "餐厅", NameEN: "Restaurant", Count: 1, Counter: "{n}号柜台", CounterEN: "Counter {n}",
			Services: []Service{
				{ID: "small", Name: "小桌", NameEN: "Small table", Prefix: "A", Minutes: 40, Party: queue.Party{Min: 1, Max: 2}},
				{ID: "middle", Name: "中桌", NameEN: "Medium table", Prefix: "B", Minutes: 50, Party: queue.Party{Min: 3, Max: 4}},
				{ID: "large", Name: "大桌", NameEN: "Large table", Prefix: "C", Minutes: 60, Party: queue.Party{Min: 5, Max: 10}},
			},
		},
		{
			Key: "repair", Name: "维修点", NameEN: "Repair Desk", Count: 2, Counter: "{n}号柜台", CounterEN: "Counter {n}",
			Services: []Service{
				{ID: "repair", Name: "送修检测", NameEN: "Drop-off", Prefix: "A", Minutes: 15},
				{ID: "pickup", Name: "取件", NameEN: "Pick-up", Prefix: "B", Minutes: 5},
			},
		},
	}
}

// FindPreset finds a preset by its key.
func FindPreset(key string) (p Preset, ok bool) {
	all := Presets()
	i := slices.IndexFunc(all, func(p Preset) bool { return p.Key == key })
	if i < 0 {
		return Preset{}, false
	}
	return all[i], true
}

// Take begins a draft's hall anew from a preset. A name that somebody has given it stays.
func (d *Draft) Take(p Preset) {
	named := d.Name != "" && !slices.ContainsFunc(Presets(), func(x Preset) bool { return x.Name == d.Name && x.NameEN == d.NameEN })
	if !named {
		d.Name, d.NameEN = p.Name, p.NameEN
	}
	d.Services, d.Counters = slices.Clone(p.Services), nil
	d.SetCounters(p.Count, p)
}
