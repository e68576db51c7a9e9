"""Contains all the data models used in inputs/outputs"""

from .acad_session_guid_ref import AcadSessionGUIDRef
from .academic_session import AcademicSession
from .academic_session_set import AcademicSessionSet
from .academic_session_type import AcademicSessionType
from .class_ import Class
from .class_guid_ref import ClassGUIDRef
from .class_set import ClassSet
from .class_type import ClassType
from .course import Course
from .course_guid_ref import CourseGUIDRef
from .course_set import CourseSet
from .credential import Credential
from .demographics import Demographics
from .demographics_set import DemographicsSet
from .demographics_sex import DemographicsSex
from .enrollment import Enrollment
from .enrollment_role import EnrollmentRole
from .enrollment_set import EnrollmentSet
from .imsx_code_major import ImsxCodeMajor
from .imsx_code_minor import ImsxCodeMinor
from .imsx_code_minor_field import ImsxCodeMinorField
from .imsx_code_minor_field_value import ImsxCodeMinorFieldValue
from .imsx_severity import ImsxSeverity
from .imsx_status_info import ImsxStatusInfo
from .order_by import OrderBy
from .org import Org
from .org_guid_ref import OrgGUIDRef
from .org_set import OrgSet
from .org_type import OrgType
from .resource_guid_ref import ResourceGUIDRef
from .role import Role
from .role_role import RoleRole
from .role_type import RoleType
from .single_academic_session import SingleAcademicSession
from .single_class import SingleClass
from .single_course import SingleCourse
from .single_demographics import SingleDemographics
from .single_enrollment import SingleEnrollment
from .single_org import SingleOrg
from .single_user import SingleUser
from .status import Status
from .user import User
from .user_guid_ref import UserGUIDRef
from .user_id import UserId
from .user_profile import UserProfile
from .user_set import UserSet

__all__ = (
    "AcademicSession",
    "AcademicSessionSet",
    "AcademicSessionType",
    "AcadSessionGUIDRef",
    "Class",
    "ClassGUIDRef",
    "ClassSet",
    "ClassType",
    "Course",
    "CourseGUIDRef",
    "CourseSet",
    "Credential",
    "Demographics",
    "DemographicsSet",
    "DemographicsSex",
    "Enrollment",
    "EnrollmentRole",
    "EnrollmentSet",
    "ImsxCodeMajor",
    "ImsxCodeMinor",
    "ImsxCodeMinorField",
    "ImsxCodeMinorFieldValue",
    "ImsxSeverity",
    "ImsxStatusInfo",
    "OrderBy",
    "Org",
    "OrgGUIDRef",
    "OrgSet",
    "OrgType",
    "ResourceGUIDRef",
    "Role",
    "RoleRole",
    "RoleType",
    "SingleAcademicSession",
    "SingleClass",
    "SingleCourse",
    "SingleDemographics",
    "SingleEnrollment",
    "SingleOrg",
    "SingleUser",
    "Status",
    "User",
    "UserGUIDRef",
    "UserId",
    "UserProfile",
    "UserSet",
)
